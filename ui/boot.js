// Which of the programs a window runs is in its address: see ui/src/lib.rs.
const own = { '/kitchen': 'kitchen', '/office': 'office' }[location.pathname] ?? 'counter';
const pages = { '?set-up': 'set-up', '?till': 'till', '?deliveries': 'deliveries' };
const program = pages[location.search] ?? own;
// What draws the map is no part of the program: it is there before it.
if (program === 'deliveries') await import('/leaflet.js');
const { default: init, broke } = await import(`/${program}.js`);
// A call that the browser itself ends leaves a screen that hears nothing any more.
// Its stack says where.
const ended = why => why instanceof WebAssembly.RuntimeError && broke(`${why}\n${why.stack}`);
addEventListener('error', event => ended(event.error));
addEventListener('unhandledrejection', event => ended(event.reason));
await init({ module_or_path: `/${program}_bg.wasm` });
