/** A short, soft tone: made here, so that no file has to be loaded for it. */

const LENGTH_S = 0.35;
const LOUDNESS = 0.12;

let context = null;

export function tone() {
  context ??= new AudioContext();
  // Suspended until somebody has touched the page; then there is nothing to hear.
  context.resume();
  const start = context.currentTime;
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_S);
  loudness.connect(context.destination);
  const voice = new OscillatorNode(context, { frequency: 660 });
  voice.frequency.setValueAtTime(880, start + 0.1);
  voice.connect(loudness);
  voice.start(start);
  voice.stop(start + LENGTH_S);
}
