"""A bot that answers "ping" with "pong", once, also over restarts: python3 ping_bot.py URL TOKEN ROOM"""
import json, sys, time, urllib.request

url, token, room = sys.argv[1:]
base = f"{url.rstrip('/')}/api/rooms/{room}"
credentials = {"Authorization": f"Bearer {token}"}
last_id = None


def say(text, re):
    headers = {**credentials, "Content-Type": "application/json", "Idempotency-Key": f"pong-{re}"}
    body = json.dumps({"text": text, "re": re}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{base}/messages", body, headers), timeout=30).close()


def listen():
    global last_id
    headers = {**credentials, **({"Last-Event-ID": last_id} if last_id else {})}
    with urllib.request.urlopen(urllib.request.Request(f"{base}/stream", headers=headers), timeout=60) as stream:
        event_id = None
        for line in stream:
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "id":
                event_id = value
            elif field == "data":
                frame = json.loads(value)
                if frame.get("type") == "said" and frame.get("text") == "ping" and "bot" not in frame["from"]:
                    say("pong", frame["seq"])
                last_id, event_id = event_id or last_id, None  # Only now, so that nothing is left out.


while True:
    try:
        listen()
    except OSError as error:
        print("coming back:", error, file=sys.stderr)
    time.sleep(1)
