const SPACE = "http://www.w3.org/2000/svg"
// Where a chart is tall a wide sheet grows, so that its letters stay readable; a square stays one.
const WIDE = { width: 1920, height: 1080, smallest: 1.2 }
const SQUARE = { width: 1080, height: 1080, smallest: 0 }
const EDGE = 72
const GAP = 28
const LARGEST = 2.4 // a small chart is not blown up beyond this

export default function (component) {
  const { data, parentElement } = component
  for (const button of parentElement.querySelectorAll("button")) {
    const form = button.dataset.format
    button.textContent = data.labels[form]
    button.hidden = form === "copy" && !navigator.clipboard?.write // browsers give it to encrypted pages and localhost only
    button.onclick = () => (form === "copy" ? copied(button, data) : save(form, data))
  }
}

async function save(form, data) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(form === "svg" ? (await vector(data, WIDE)).blob : await picture(data, form))
  link.download = data.names[form]
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

async function copied(button, data) {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture(data, "png") })])
  button.textContent = data.labels.copied
  setTimeout(() => (button.textContent = data.labels.copy), 2000)
}

async function picture(data, form) {
  return painted(await vector(data, form === "square" ? SQUARE : WIDE))
}

async function vector(data, page) {
  const sheet = draw(data, page)
  sheet.prepend(await fontStyle(data))
  const drawn = new XMLSerializer().serializeToString(sheet)
  const text = drawn.replace(/rgb\(\d+, \d+, \d+\)/g, (colour) => data.lighter[colour] ?? colour)
  const blob = new Blob([text], { type: "image/svg+xml;charset=utf-8" })
  return { blob, width: page.width, height: Number(sheet.getAttribute("height")) }
}

function draw(data, page) {
  const chart = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`)
  const layers = [...chart.querySelectorAll(".main-svg")]
  const { width, height } = chart.getBoundingClientRect()
  const head = heading(data, page)
  const foot = paragraph(data.footer, 20, 400, data.colours.secondary, data.font, page)
  const room = page.height - 2 * EDGE - head.height - foot.height - 2 * GAP
  const across = (page.width - 2 * EDGE) / width
  const scale = Math.min(across, LARGEST, Math.max(room / height, page.smallest))
  const total = Math.max(page.height, page.height - room + height * scale)
  const sheet = element("svg", { xmlns: SPACE, width: page.width, height: total, viewBox: `0 0 ${page.width} ${total}` })
  sheet.append(element("rect", { width: page.width, height: total, fill: data.colours.box }))
  sheet.append(placed(head.node, EDGE, EDGE))
  const top = EDGE + head.height + GAP + Math.max(0, (room - height * scale) / 3)
  const body = element("g", { transform: `translate(${(page.width - width * scale) / 2} ${top}) scale(${scale})` })
  for (const layer of layers) body.append(cloned(layer))
  sheet.append(body, placed(foot.node, EDGE, total - EDGE - foot.height))
  return sheet
}

function heading(data, page) {
  const node = element("g", {})
  let height = 0
  const parts = [
    [data.title, 44, 600, data.colours.ink],
    [data.subtitle, 26, 400, data.colours.secondary],
    [data.banner, 24, 600, data.colours.banner],
  ]
  for (const [text, size, weight, colour] of parts.filter((part) => part[0])) {
    const part = paragraph(text, size, weight, colour, data.font, page)
    node.append(placed(part.node, 0, height))
    height += part.height + 8
  }
  if (!data.legend.length) return { node, height }
  const signs = legend(data, page)
  node.append(placed(signs.node, 0, height + 12))
  return { node, height: height + 12 + signs.height }
}

function legend(data, page) {
  const size = 24
  const node = element("g", {})
  let x = 0
  let y = 0
  for (const [name, colour] of data.legend) {
    const width = measured(name, `400 ${size}px ${data.font}`) + 64
    if (x && x + width > page.width - 2 * EDGE) [x, y] = [0, y + size * 1.5]
    node.append(element("rect", { x, y: y + 4, width: 20, height: 20, rx: 4, fill: colour }))
    const text = element("text", { x: x + 30, y: y + 22, "font-family": data.font, "font-size": size, fill: data.colours.ink })
    text.textContent = name
    node.append(text)
    x += width
  }
  return { node, height: y + size * 1.5 }
}

function measured(text, font) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = font
  return pen.measureText(text).width
}

function paragraph(text, size, weight, colour, font, page) {
  const lines = wrapped(text, `${weight} ${size}px ${font}`, page)
  const node = element("text", { "font-family": font, "font-size": size, "font-weight": weight, fill: colour })
  lines.forEach((line, index) => {
    const span = element("tspan", { x: 0, y: size * (0.95 + index * 1.25) })
    span.textContent = line
    node.append(span)
  })
  return { node, height: lines.length * size * 1.25 }
}

function wrapped(text, font, page) {
  const lines = []
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && measured(longer, font) <= page.width - 2 * EDGE) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function cloned(layer) {
  const copy = layer.cloneNode(true)
  for (const passing of copy.querySelectorAll(".hoverlayer, .zoomlayer, .selectionlayer")) passing.remove()
  for (const node of copy.querySelectorAll("[style*='url(']")) {
    node.setAttribute("style", node.getAttribute("style").replaceAll(/url\(&quot;|url\("|url\('/g, "url(").replaceAll(/["']\)/g, ")"))
  }
  copy.setAttribute("xmlns", SPACE)
  copy.style.background = "none"
  return copy
}

async function fontStyle(data) {
  const faces = await Promise.all(data.fontFiles.map(embedded))
  const family = data.font.split(",")[0]
  const style = element("style", {})
  style.textContent = faces
    .map((face) => `@font-face{font-family:"${family}";font-weight:200 900;src:url(${face.source})format("woff2");unicode-range:${face.range}}`)
    .join("")
  return style
}

async function embedded(file) {
  const bytes = new Uint8Array(await (await fetch(new URL(file, document.baseURI))).arrayBuffer())
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
  const range = file.includes("cyrillic") ? "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116" : "U+0000-02FF,U+2000-2215"
  return { source: `data:font/woff2;base64,${btoa(letters)}`, range }
}

async function painted({ blob, width, height }) {
  const image = new Image()
  image.src = URL.createObjectURL(blob)
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = width
  canvas.height = height
  canvas.getContext("2d").drawImage(image, 0, 0)
  URL.revokeObjectURL(image.src)
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
}

function element(name, attributes) {
  const node = document.createElementNS(SPACE, name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  return node
}

function placed(node, x, y) {
  const group = element("g", { transform: `translate(${x} ${y})` })
  group.append(node)
  return group
}
