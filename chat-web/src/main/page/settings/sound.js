/** The sound of a new message: a short, soft tone, synthesized so that no file has to be loaded. */

const LENGTH_S = 0.35;
const VOLUME = 0.12;

/** @type {AudioContext | null} */
let context = null;

export function playSound() {
  context ??= new AudioContext();
  // Suspended until somebody has touched the page; until then there is nothing to hear.
  context.resume();
  const start = context.currentTime;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_S);
  gain.connect(context.destination);
  const oscillator = new OscillatorNode(context, { frequency: 660 });
  oscillator.frequency.setValueAtTime(880, start + 0.1);
  oscillator.connect(gain);
  oscillator.start(start);
  oscillator.stop(start + LENGTH_S);
}
