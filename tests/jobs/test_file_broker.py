"""The embedded broker never hands out half a message."""

import threading

import pytest
from kombu import Connection, Consumer, Queue


@pytest.fixture
def connection(tmp_path):
    """Opens connections to one folder, as web and worker processes do."""
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()

    def connect():
        return Connection(
            "filesystem://localhost//",
            transport="passport.jobs.file_broker:Transport",
            transport_options={
                "data_folder_in": str(tmp_path / "messages"),
                "data_folder_out": str(tmp_path / "messages"),
                "control_folder": str(tmp_path / "control"),
                "polling_interval": 0.001,
            },
        )

    return connect


def test_many_messages_under_a_greedy_reader_all_arrive_whole(connection):
    queue = Queue("default", routing_key="default")
    received = []

    def read():
        with connection() as reader, Consumer(reader, [queue], accept=["json"]) as consumer:
            consumer.register_callback(
                lambda body, message: (received.append(body["number"]), message.ack())
            )
            while len(received) < 300:
                reader.drain_events(timeout=10)

    thread = threading.Thread(target=read)
    thread.start()
    with connection() as writer:
        producer = writer.Producer()
        for number in range(300):
            body = {"number": number, "filling": "x" * 20_000}
            producer.publish(body, routing_key="default", declare=[queue])
    thread.join(timeout=60)
    assert sorted(received) == list(range(300))
