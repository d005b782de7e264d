from django.core.mail import send_mail

from devtools.fixtures import wait_until


def test_a_real_worker_and_beat_take_nudges_and_come_back_after_being_killed(celery, redis_server):
    celery.start(beat_seconds=1)
    wait_until(lambda: "received" in celery.log("worker").read_text())
    celery.kill_worker()
    celery.kill_beat()
    redis_server.flushdb()
    celery.start_worker()
    celery.start_beat()
    wait_until(lambda: "received" in celery.log("worker").read_text())


def test_mail_goes_through_a_real_server(mail_server):
    send_mail("客户投诉", "请尽快处理", None, ["handler@example.com"])
    (message,) = mail_server.wait_for(1)
    assert (message["subject"], message["to"]) == ("客户投诉", "handler@example.com")
    assert message.get_content().strip() == "请尽快处理"
