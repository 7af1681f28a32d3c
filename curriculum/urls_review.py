"""Routes of reviewers: queue, register of interests, one version, its publication."""

from django.urls import path

from curriculum.views import publishing, review_desk, reviewer

_VERSION = "review/<uuid:version_id>/"

urlpatterns = [
    path("review/", reviewer.queue, name="review_queue"),
    path("review/published/", publishing.published, name="review_published"),
    path("review/interests/", reviewer.interests, name="review_interests"),
    path("review/interests/none/", reviewer.confirm, name="review_interests_confirm"),
    path("review/interests/<uuid:interest_id>/end/", reviewer.end, name="review_interest_end"),
    path(_VERSION, review_desk.version, name="review_version"),
    path(f"{_VERSION}changes/", review_desk.changes, name="review_changes"),
    path(f"{_VERSION}take/", reviewer.take, name="review_take"),
    path(f"{_VERSION}give-back/", reviewer.leave, name="review_give_back"),
    path(f"{_VERSION}checklist/", review_desk.checklist, name="review_checklist"),
    path(f"{_VERSION}comments/", review_desk.comments, name="review_comments"),
    path(
        f"{_VERSION}comments/<uuid:comment_id>/", review_desk.settle, name="review_comment_settle"
    ),
    path(f"{_VERSION}decide/", review_desk.decision, name="review_decide"),
    path(f"{_VERSION}publish/", publishing.publish, name="review_publish"),
    path(f"{_VERSION}retire/", publishing.retire, name="review_retire"),
    path(f"{_VERSION}unsafe/", publishing.unsafe, name="review_unsafe"),
]
