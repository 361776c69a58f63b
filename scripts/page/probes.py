"""What is asked of a page in the browser: each answer is a list of what is wrong, empty where all is right."""

# Words that are drawn smaller than 11.5 px, with the scale of drawings in mind.
SMALL_WORDS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility() || element.closest('.heard')) continue;
    let size = parseFloat(getComputedStyle(element).fontSize);
    if (element instanceof SVGElement) size *= element.getScreenCTM().a;
    if (size < 11.5) found.push(size.toFixed(1) + ' px: ' + node.textContent.trim().slice(0, 40));
  }
  return found;
}"""

# Things to press that are smaller than 24 px; links in running text are as high as its lines.
SMALL_TARGETS = """() => [...document.querySelectorAll('button, summary, input, select, nav a, a.ref')]
  .filter(one => one.checkVisibility())
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.height < 23.9 || box.width < 23.9)
  .map(([one, box]) => `${box.width.toFixed(0)} x ${box.height.toFixed(0)} px: ${one.textContent.slice(0, 40)}`)"""

# Headings: one of level 1, and none that leaves a level out.
HEADINGS = """() => {
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => [Number(one.tagName[1]), one.textContent]);
  const found = levels.filter(([level]) => level === 1).length === 1 ? [] : ['not one heading of level 1'];
  levels.forEach(([level, text], place) => {
    if (level > (place ? levels[place - 1][0] : 0) + 1) found.push(`level ${level} after a gap: ${text}`);
  });
  return found;
}"""

# Drawings that stand free: title, description, marks, and a table with rows behind each.
CHARTS = """() => {
  const found = [];
  for (const figure of document.querySelectorAll('figure.chart')) {
    const drawings = [...figure.querySelectorAll('svg')];
    if (drawings.length !== 2) found.push('not a wide and a narrow drawing');
    if (drawings.filter(one => getComputedStyle(one).display !== 'none').length !== 1) found.push('not one of them is shown');
    for (const drawing of drawings) {
      const name = drawing.querySelector('title')?.textContent;
      if (!name || !drawing.querySelector('desc')?.textContent) found.push('no title or no description');
      if (drawing.getAttribute('role') !== 'img') found.push(`${name}: not an image to readers`);
      if (!drawing.querySelector('.middle, .part, .band')) found.push(`${name}: no marks`);
      const ticks = new Set([...drawing.querySelectorAll('.grid, .base')].map(one => one.getAttribute('y1'))).size;
      if (ticks < 4 || ticks > 6) found.push(`${name}: ${ticks} ticks`);
      const box = drawing.viewBox.baseVal;
      for (const text of drawing.querySelectorAll('text')) {
        const own = text.getBBox();
        if (getComputedStyle(drawing).display !== 'none' && (own.x < -1 || own.x + own.width > box.width + 1))
          found.push(`${name}: '${text.textContent}' leaves the drawing`);
      }
    }
    const table = figure.nextElementSibling?.querySelector('table');
    if (!table || table.tBodies[0].rows.length < 2) found.push('no table behind a drawing');
  }
  return found;
}"""

# Drawings in rows: a mark wherever the row has a figure, and an axis above.
ROW_DRAWINGS = """() => {
  const found = [];
  for (const row of document.querySelectorAll('tbody tr')) {
    for (const cell of row.querySelectorAll('td.bar')) {
      const figure = row.querySelector('td.r')?.textContent.trim();
      if (row.classList.contains('total') || figure === 'unknown') continue;
      if (!cell.querySelector('.dot, .part')) found.push(`no mark: ${row.textContent.slice(0, 60)}`);
    }
  }
  return found;
}"""

# Tables: a caption, headings with their scope, as many cells as headings.
TABLES = """() => {
  const found = [];
  for (const table of document.querySelectorAll('table')) {
    const name = table.caption?.textContent;
    if (!name) found.push('a table without a caption');
    if (!table.tHead || [...table.tHead.rows[0].cells].some(one => one.scope !== 'col')) found.push(`${name}: no scope`);
    for (const row of table.tBodies[0].rows)
      if (row.cells.length !== table.tHead.rows[0].cells.length) found.push(`${name}: cells do not match headings`);
  }
  return found;
}"""

# Links: those within the page end somewhere, each name is there once, all others are addresses of the web.
LINKS = """() => {
  const found = [];
  const names = [...document.querySelectorAll('[id]')].map(one => one.id);
  names.filter((name, place) => names.indexOf(name) !== place).forEach(name => found.push(`${name} is there twice`));
  for (const link of document.querySelectorAll('a')) {
    const target = link.getAttribute('href');
    if (target.startsWith('#') ? !names.includes(target.slice(1)) : !/^https?:\\/\\//.test(target))
      found.push(`a link to ${target}`);
  }
  for (const table of document.querySelectorAll('table.offers'))
    for (const row of table.tBodies[0].rows)
      if (!row.querySelector('a.ref')) found.push(`no source: ${row.cells[0].textContent}`);
  return found;
}"""

# What a page must not have.
FORBIDDEN = """() => [...document.querySelectorAll(
    'iframe, object, embed, img, link, form, base, [style]:not([style=""]), animate, linearGradient, filter, image, foreignObject')]
  .map(one => one.outerHTML.slice(0, 80))
  .concat([...document.querySelectorAll('*')].flatMap(one => [...one.attributes])
    .filter(one => one.name.startsWith('on')).map(one => one.name + '=' + one.value.slice(0, 40)))"""

SCROLLS = """() => document.documentElement.scrollWidth > window.innerWidth
  ? [`${document.documentElement.scrollWidth} px wide in a window of ${window.innerWidth}`] : []"""

LANDMARKS = """() => [['main', 1], ['nav', 1], ['header', 1], ['footer', 1]]
  .filter(([name, count]) => document.querySelectorAll(name).length !== count).map(([name]) => `not one ${name}`)
  .concat(document.documentElement.lang ? [] : ['no language'])
  .concat([...document.querySelectorAll('section')].filter(one => !one.getAttribute('aria-labelledby')).map(one => one.id))"""

EVERYWHERE = [
    ("words of 11.5 px and more", SMALL_WORDS),
    ("targets of 24 px and more", SMALL_TARGETS),
    ("headings in order", HEADINGS),
    ("charts have titles, marks, ticks and tables", CHARTS),
    ("rows with figures have marks", ROW_DRAWINGS),
    ("tables have captions and scopes", TABLES),
    ("no link ends nowhere", LINKS),
    ("nothing that loads, runs or animates", FORBIDDEN),
    ("landmarks", LANDMARKS),
    ("no scrolling sideways", SCROLLS),
]

# Amounts that lead to no source by two links: the first from the amount's row or its section, the second from where that
# leads. A source is a row of the table of sources that says something or links to it; rules must be met on the way.
DEAD_ENDS = """() => {
  const isAmount = text => /^(at least |can be |[+\\u2212-])?[0-9][0-9,.]*/.test(text.trim()) && /[0-9]/.test(text);
  const targets = place => [...place.querySelectorAll('a[href^="#"]')]
    .map(one => document.getElementById(one.getAttribute('href').slice(1))).filter(one => one);
  const isSource = one => one.id.startsWith('source-') && (one.querySelector('a[href^="http"]') || one.cells[1].textContent.trim().length > 10);
  const around = one => one.closest('tr[id^="source-"]') || (/^H[1-6]$/.test(one.tagName) ? one.parentElement : one);
  const leadsToSource = (places, clicks) => places.some(place => targets(place).some(one =>
    isSource(one) || clicks > 1 && leadsToSource([around(one)], clicks - 1)));
  const meetsRule = places => places.some(place => targets(place).some(one =>
    one.id.startsWith('rule') || targets(around(one)).some(next => next.id.startsWith('rule'))));
  const found = [];
  let count = 0;
  for (const cell of document.querySelectorAll('main td.r, main .big, main .amount, main .lede strong')) {
    const section = cell.closest('section, header');
    if (!section || section.id === 'evidence' || !isAmount(cell.textContent)) continue;
    count += 1;
    const row = cell.closest('tr');
    const places = [row, section].filter(one => one);
    const name = `${section.id}: ${cell.textContent.trim().slice(0, 30)}`;
    if (!leadsToSource(row ? [row] : [section], 2) && !leadsToSource([section], 2)) found.push(`${name}: no source`);
    if (section.id !== 'alternatives' && !meetsRule(places)) found.push(`${name}: no rule`);
  }
  if (count < 20) found.push(`only ${count} amounts were looked at`);
  return [...new Set(found)];
}"""
