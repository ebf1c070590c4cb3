"""A bot that answers "ping" with "pong", once, also over restarts: python3 ping_bot.py URL TOKEN ROOM"""
import json, sys, time
from urllib.request import Request, urlopen

url, token, room = sys.argv[1:]
base = f"{url.rstrip('/')}/api/rooms/{room}"
bearer = {"Authorization": f"Bearer {token}"}
cursor = ""


def answer(frame):
    if frame["type"] == "said" and frame.get("text") == "ping" and "bot" not in frame["from"]:
        headers = {**bearer, "Content-Type": "application/json", "Idempotency-Key": f"pong-{frame['seq']}"}
        body = json.dumps({"text": "pong", "re": frame["seq"]}).encode()
        urlopen(Request(f"{base}/messages", body, headers), timeout=30).close()


while True:
    try:
        with urlopen(Request(f"{base}/stream?after={cursor}", headers=bearer), timeout=60) as stream:
            event_id = cursor
            for line in stream:
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "id":
                    event_id = value
                elif field == "data":
                    answer(json.loads(value))
                    cursor = event_id  # Only now, so that nothing is left out.
    except OSError as error:
        print("coming back:", error, file=sys.stderr)
    time.sleep(1)
