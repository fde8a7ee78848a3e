//! The two notes that tell a busy pizzaïolo that something came into the queue.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorNode};

/// Notes: hertz, and the second at which each begins.
const NOTES: [(f32, f64); 2] = [(880.0, 0.0), (1_174.7, 0.14)];
/// How long a note sounds, in seconds.
const NOTE_SECONDS: f64 = 0.32;
/// How loud it is at most; 1 is full.
const LOUDNESS: f32 = 0.22;

thread_local! {
    // One for ever: browsers allow only a few.
    static AUDIO: Option<AudioContext> = AudioContext::new().ok();
}

/// Plays the two notes. A kitchen without loudspeakers stays silent and works.
pub fn chime() {
    AUDIO.with(|audio| {
        if let Some(audio) = audio {
            // It sleeps until the first touch; the promise of waking need not be waited for.
            let _ = audio.resume();
            for (hertz, begin) in NOTES {
                let _ = play(audio, hertz, audio.current_time() + begin);
            }
        }
    });
}

fn play(audio: &AudioContext, hertz: f32, at: f64) -> Result<OscillatorNode, JsValue> {
    let (note, volume) = (audio.create_oscillator()?, audio.create_gain()?);
    note.frequency().set_value(hertz);
    volume.gain().set_value_at_time(LOUDNESS, at)?;
    volume.gain().exponential_ramp_to_value_at_time(0.001, at + NOTE_SECONDS)?;
    note.connect_with_audio_node(&volume)?.connect_with_audio_node(&audio.destination())?;
    note.start_with_when(at)?;
    note.stop_with_when(at + NOTE_SECONDS)?;
    Ok(note)
}
