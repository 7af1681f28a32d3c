"""Routes of products for learners: pages, media, completion doctor, minutes saved."""

from django.urls import path

from curriculum.views import doctor, media, products, savings

urlpatterns = [
    path("products/", products.products, name="products"),
    path("products/<slug:code>/", products.product, name="product"),
    path("products/<slug:code>/record/", products.record, name="product_record"),
    path("products/<slug:code>/doctor/", doctor.doctor, name="product_doctor"),
    path("review/doctor/<str:token>/", doctor.support_doctor, name="support_doctor"),
    path("learn/media/<str:name>", media.media, name="media"),
    path("savings/", savings.own_savings, name="savings"),
    path("centre/<uuid:centre_id>/savings/", savings.centre_savings, name="centre_savings"),
]
