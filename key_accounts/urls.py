app_name = "key_accounts"
urlpatterns = []
