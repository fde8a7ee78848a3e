//! The code of a link that a telephone reads off the screen.

use domain::online::LinkCode;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The quiet zone around it, in modules (ISO/IEC 18004, 5.3.8).
const QUIET: usize = 4;

/// The code of a link; none of one that is too long.
pub fn of(link: &str) -> Option<LinkCode> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                // Writing to a text does not fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    let side = u32::try_from(width + 2 * QUIET).ok()?;
    Some(LinkCode { side, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a path paints.
    fn painted(code: &LinkCode) -> Vec<(usize, usize)> {
        let number = |text: &str| text.parse::<usize>().expect("a number");
        let run = |run: &str| {
            let (place, rest) = run.split_once('h').expect("a run");
            let (x, y) = place.split_once(' ').expect("a place");
            let length = number(rest.split('v').next().expect("a length"));
            (0..length)
                .map(move |nth| (x.parse::<usize>().expect("x") + nth, y.parse().expect("y")))
                .collect::<Vec<_>>()
        };
        code.path.split('M').filter(|it| !it.is_empty()).flat_map(run).collect()
    }

    #[test]
    fn a_code_paints_each_dark_module_once_within_its_quiet_zone() {
        let link = "https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T";
        let code = of(link).expect("a code");
        let plain = QrCode::with_error_correction_level(link, EcLevel::M).expect("a code");
        let width = plain.width();
        let dark: Vec<(usize, usize)> = (0..width * width)
            .filter(|at| plain.to_colors()[*at] == Color::Dark)
            .map(|at| (at % width + QUIET, at / width + QUIET))
            .collect();
        assert_eq!(painted(&code), dark);
        assert_eq!(code.side as usize, width + 8);
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert!(of(&"x".repeat(500)).is_some(), "the longest link that is kept");
        assert_eq!(of(&"x".repeat(5000)), None);
    }
}
