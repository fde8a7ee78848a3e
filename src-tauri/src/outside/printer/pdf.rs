//! The lines of paper as a PDF, for a mail or a file: the same columns, in a font of fixed width,
//! with text that can be selected.

use anyhow::Context;
use domain::printing::{PrintLine, Size, Style};
use krilla::Document;
use krilla::geom::{Point, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

/// Points a millimetre.
const MILLIMETRE: f32 = 72.0 / 25.4;
/// A roll of 58 mm prints on 48 of them, one of 80 mm on 72.
const NARROW: Roll = Roll { paper: 58.0, printed: 48.0 };
const WIDE: Roll = Roll { paper: 80.0, printed: 72.0 };
/// The most columns of a roll of 58 mm.
const NARROW_COLUMNS_MAX: usize = 32;
/// A character's width, in its height: DejaVu Sans Mono's 1233 of 2048.
const ADVANCE: f32 = 1233.0 / 2048.0;
/// A line's height, in that of its characters.
const LINE: f32 = 1.25;
/// From the top of a line to the foot of its letters, in the height of its characters.
const ASCENT: f32 = 0.95;
/// Lines' heights of a page: a viewer has to be able to show it.
const PAGE_MAX: usize = 400;

/// A roll of paper, in millimetres.
struct Roll {
    paper: f32,
    printed: f32,
}

/// The fonts, of `fonts/`.
struct Fonts {
    plain: Font,
    bold: Font,
}

/// A PDF of these lines, which were laid out for so many columns. The paper ends where it is cut.
///
/// # Errors
/// The PDF cannot be made: a fault of the program.
pub fn pdf(lines: &[PrintLine], columns: usize, title: &str) -> anyhow::Result<Vec<u8>> {
    let fonts = Fonts::read()?;
    let roll = if columns <= NARROW_COLUMNS_MAX { NARROW } else { WIDE };
    let size = f32::from(u16::try_from(columns)?).recip() * roll.printed * MILLIMETRE / ADVANCE;
    let margin = (roll.paper - roll.printed) / 2.0 * MILLIMETRE;
    let mut document = Document::new();
    let language = "fr".to_owned();
    document.set_metadata(Metadata::new().title(title.to_owned()).language(language));
    for page in pages(lines) {
        let height: usize = page.iter().map(|(_, style)| style.size.height()).sum();
        let height = f32::from(u16::try_from(height)?) * size * LINE + 2.0 * margin;
        let settings = PageSettings::from_wh(roll.paper * MILLIMETRE, height);
        let mut sheet = document.start_page_with(settings.context("a page without a size")?);
        let mut surface = sheet.surface();
        let mut top = margin;
        for (text, style) in page {
            draw(&mut surface, &fonts, Point::from_xy(margin, top), size, text, style);
            top += f32::from(u16::try_from(style.size.height())?) * size * LINE;
        }
        surface.finish();
        sheet.finish();
    }
    document.finish().map_err(|error| anyhow::anyhow!("making the PDF: {error:?}"))
}

/// Each page's lines.
fn pages(lines: &[PrintLine]) -> Vec<Vec<(&str, Style)>> {
    let mut pages = Vec::new();
    let mut page = Vec::new();
    let mut height = 0;
    for line in lines {
        if let PrintLine::Text { text, style } = line {
            page.push((text.as_str(), *style));
            height += style.size.height();
        }
        if !page.is_empty() && (*line == PrintLine::Cut || height >= PAGE_MAX) {
            pages.push(std::mem::take(&mut page));
            height = 0;
        }
    }
    if !page.is_empty() || pages.is_empty() {
        pages.push(page);
    }
    pages
}

/// Draws a line whose corner is there.
fn draw(surface: &mut Surface, fonts: &Fonts, corner: Point, size: f32, text: &str, style: Style) {
    let (wide, high) = match style.size {
        Size::Normal => (1.0, 1.0),
        Size::Tall => (1.0, 2.0),
        Size::Double => (2.0, 2.0),
    };
    let font = if style.bold { &fonts.bold } else { &fonts.plain };
    surface.push_transform(&Transform::from_row(wide, 0.0, 0.0, high, corner.x, corner.y));
    let foot = Point::from_xy(0.0, size * ASCENT);
    surface.draw_text(foot, font.clone(), size, text, false, TextDirection::LeftToRight);
    surface.pop();
}

impl Fonts {
    fn read() -> anyhow::Result<Fonts> {
        let font = |bytes: &'static [u8]| Font::new(bytes.to_vec().into(), 0).context("a font");
        Ok(Fonts {
            plain: font(include_bytes!("../../../../fonts/DejaVuSansMono.ttf"))?,
            bold: font(include_bytes!("../../../../fonts/DejaVuSansMono-Bold.ttf"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, style: Style) -> PrintLine {
        PrintLine::Text { text: text.to_owned(), style }
    }

    #[test]
    fn the_text_of_a_pdf_is_that_of_the_paper() -> anyhow::Result<()> {
        let lines = [
            line("      OC Pizza", Style::DOUBLE),
            line("2 Crème brûlée            16,00 €", Style::PLAIN),
            line("TOTAL TTC                 16,00 €", Style::TALL),
            PrintLine::Cut,
            line("Cœur d’Œuf « été »", Style::BOLD),
            PrintLine::Cut,
            PrintLine::Drawer,
        ];
        let made = pdf(&lines, 42, "Ticket")?;
        let read = lopdf::Document::load_mem(&made)?;
        assert_eq!(read.get_pages().len(), 2, "a page each time the paper is cut");
        let words = |page| {
            let text = read.extract_text(&[page])?;
            anyhow::Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(words(1)?, "OC Pizza 2 Crème brûlée 16,00 € TOTAL TTC 16,00 €");
        assert_eq!(words(2)?, "Cœur d’Œuf « été »");
        Ok(())
    }

    #[test]
    fn a_long_paper_has_several_pages_and_an_empty_one_has_one() {
        let tall = vec![line("a", Style::TALL); PAGE_MAX];
        assert_eq!(pages(&tall).iter().map(Vec::len).collect::<Vec<_>>(), [PAGE_MAX / 2; 2]);
        assert_eq!(pages(&[]).len(), 1);
        assert_eq!(pages(&[PrintLine::Cut]).len(), 1);
    }
}
