"""What runs by itself, and when; times are those of TIME_ZONE."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "sweep-default": {
        "task": "passport.jobs.tasks.sweep",
        "schedule": 60.0,
        "kwargs": {"queue": "default"},
        "options": {"queue": "default", "expires": 55},
    },
    "sweep-signer": {
        "task": "passport.jobs.tasks.sweep",
        "schedule": 60.0,
        "kwargs": {"queue": "signer"},
        "options": {"queue": "signer", "expires": 55},
    },
    "reassess-due": {
        "task": "credentials.tasks.reassess_due",
        "schedule": crontab(hour=2, minute=30),
    },
    "versions-due": {
        "task": "curriculum.tasks.ask_versions_due",
        "schedule": crontab(hour=0, minute=20),
    },
    "packages-rescan-due": {
        "task": "curriculum.tasks.ask_packages_rescan",
        "schedule": crontab(day_of_week="sun", hour=3, minute=40),
    },
    "label-changes-due": {
        "task": "curriculum.tasks.ask_label_changes_due",
        "schedule": crontab(hour=6, minute=20),
    },
    "product-numbers-due": {
        "task": "curriculum.tasks.ask_product_numbers_due",
        "schedule": crontab(hour=1, minute=20),
    },
    "centre-digests": {
        "task": "credentials.tasks.ask_digests",
        "schedule": crontab(day_of_week="mon", hour=6, minute=0),
    },
    "network-figures": {
        "task": "credentials.tasks.count_network",
        "schedule": crontab(day_of_week="mon", hour=4, minute=0),
    },
    "observership-visits-due": {
        "task": "observership.tasks.ask_visits_due",
        "schedule": crontab(hour=0, minute=10),
    },
    "observership-answers-due": {
        "task": "observership.tasks.ask_answers_due",
        "schedule": crontab(hour=0, minute=30),
    },
    "observership-alerts-due": {
        "task": "observership.tasks.ask_alerts_due",
        "schedule": crontab(hour=7, minute=10),
    },
    "observership-steps-due": {
        "task": "observership.tasks.ask_steps_due",
        "schedule": crontab(hour=6, minute=40),
    },
    "observership-retention-due": {
        "task": "observership.tasks.ask_retention_due",
        "schedule": crontab(hour=3, minute=50),
    },
    "notices-old": {
        "task": "passport.notices.tasks.ask_notices_old",
        "schedule": crontab(hour=4, minute=20),
    },
    "clear-sessions": {
        "task": "passport.jobs.tasks.clear_sessions",
        "schedule": crontab(hour=3, minute=10),
    },
}
