"""Routes of observerships: from the call to the stamp."""

from observership.urls_apply import urlpatterns as apply_patterns
from observership.urls_host import urlpatterns as host_patterns
from observership.urls_matching import urlpatterns as matching_patterns
from observership.urls_office import urlpatterns as office_patterns
from observership.urls_placement import urlpatterns as placement_patterns
from observership.urls_visit import urlpatterns as visit_patterns

app_name = "observership"
urlpatterns = [
    *matching_patterns,  # before the sections of an application, whose last step is any word
    *apply_patterns,
    *host_patterns,
    *office_patterns,
    *placement_patterns,
    *visit_patterns,
]
