// Before anything is drawn: the theme and the language in which this window was shown last
// (ui/src/frame/theme.rs), so that one program after another looks like one.
const page = document.documentElement;
page.dataset.theme = localStorage.getItem(`oc-pizza.theme.${location.pathname.slice(1)}`) ?? 'light';
page.lang = localStorage.getItem('oc-pizza.language') ?? 'fr';
