//! Two notes: something came that somebody has to see.
//!
//! A PC without loudspeakers, and a window that nobody has touched yet, stay silent and work.

use wasm_bindgen::JsValue;
use web_sys::AudioContext;

/// What a sound is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chime {
    /// Two notes: hertz, and the second at which each begins.
    notes: [(f32, f64); 2],
    /// How long a note rings, in seconds.
    ring: f64,
    /// How loud it begins; 1 is full.
    loudness: f32,
}

impl Chime {
    /// For the pizzaïolo: pizzas came into the queue. Short, since it sounds often.
    pub const ARRIVAL: Chime =
        Chime { notes: [(880.0, 0.0), (1_174.7, 0.14)], ring: 0.32, loudness: 0.22 };
    /// For the pizzaïolo: an order was changed or cancelled. It falls where the others rise, so
    /// that it is told from new work without a look.
    pub const CHANGED: Chime =
        Chime { notes: [(783.99, 0.0), (523.25, 0.16)], ring: 0.4, loudness: 0.28 };
    /// For the customers: a number is ready. Heard across a room.
    pub const READY: Chime =
        Chime { notes: [(880.0, 0.0), (1_318.5, 0.18)], ring: 0.9, loudness: 0.25 };

    /// Sounds once.
    pub fn play(self) {
        AUDIO.with(|audio| {
            if let Some(audio) = audio {
                // It sleeps until the first touch; the promise of waking need not be waited for.
                let _ = audio.resume();
                for (hertz, begin) in self.notes {
                    let _ = self.note(audio, hertz, audio.current_time() + begin);
                }
            }
        });
    }

    fn note(self, audio: &AudioContext, hertz: f32, at: f64) -> Result<(), JsValue> {
        let (note, volume) = (audio.create_oscillator()?, audio.create_gain()?);
        note.frequency().set_value(hertz);
        volume.gain().set_value_at_time(self.loudness, at)?;
        volume.gain().exponential_ramp_to_value_at_time(0.001, at + self.ring)?;
        note.connect_with_audio_node(&volume)?.connect_with_audio_node(&audio.destination())?;
        note.start_with_when(at)?;
        note.stop_with_when(at + self.ring)
    }
}

thread_local! {
    // One for the life of the window: a browser gives out only a few.
    static AUDIO: Option<AudioContext> = AudioContext::new().ok();
}
