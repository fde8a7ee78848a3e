//! Two notes that say that a number is ready.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// The notes: hertz, and seconds after the first.
const NOTES: [(f32, f64); 2] = [(880.0, 0.0), (1318.5, 0.18)];
/// How long a note rings, in seconds.
const RING: f64 = 0.9;
/// How loud it begins.
const LOUDNESS: f32 = 0.25;

/// Rings once. A PC without sound shows the number all the same.
pub fn ring() {
    // Refused by a window that nobody has touched and by a PC without sound: nothing to do.
    let _ = try_to_ring();
}

thread_local! {
    /// One for the life of the window: a browser gives out few of them.
    static SOUND: Option<AudioContext> = AudioContext::new().ok();
}

fn try_to_ring() -> Result<(), JsValue> {
    SOUND.with(|sound| sound.as_ref().map_or(Ok(()), ring_on))
}

fn ring_on(context: &AudioContext) -> Result<(), JsValue> {
    let start = context.current_time();
    for (hertz, after) in NOTES {
        let (note, loudness) = (context.create_oscillator()?, context.create_gain()?);
        note.set_type(OscillatorType::Sine);
        note.frequency().set_value(hertz);
        loudness.gain().set_value_at_time(LOUDNESS, start + after)?;
        loudness.gain().exponential_ramp_to_value_at_time(0.001, start + after + RING)?;
        note.connect_with_audio_node(&loudness)?;
        loudness.connect_with_audio_node(&context.destination())?;
        note.start_with_when(start + after)?;
        note.stop_with_when(start + after + RING)?;
    }
    Ok(())
}
