const SPACE = "http://www.w3.org/2000/svg"
const WIDTH = 1920
const HEIGHT = 1080
const EDGE = 72
const GAP = 28
const LARGEST = 2.4 // a small chart is not blown up beyond this
const SMALLEST = 1.2 // a tall one makes the sheet taller instead of its letters smaller

export default function (component) {
  const { data, parentElement } = component
  for (const button of parentElement.querySelectorAll("button")) {
    button.textContent = button.dataset.format.toUpperCase()
    button.onclick = () => save(button.dataset.format, data)
  }
}

async function save(format, data) {
  const sheet = draw(data)
  sheet.prepend(await fontStyle(data))
  const drawn = new XMLSerializer().serializeToString(sheet)
  const text = drawn.replace(/rgb\(\d+, \d+, \d+\)/g, (colour) => data.lighter[colour] ?? colour)
  const vector = new Blob([text], { type: "image/svg+xml;charset=utf-8" })
  const blob = format === "svg" ? vector : await painted(vector, Number(sheet.getAttribute("height")))
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = data.names[format]
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

function draw(data) {
  const chart = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`)
  const layers = [...chart.querySelectorAll(".main-svg")]
  const { width, height } = chart.getBoundingClientRect()
  const head = heading(data)
  const foot = paragraph(data.footer, 20, 400, data.colours.secondary, data.font)
  const room = HEIGHT - 2 * EDGE - head.height - foot.height - 2 * GAP
  const across = (WIDTH - 2 * EDGE) / width
  const scale = Math.min(across, LARGEST, Math.max(room / height, SMALLEST))
  const total = Math.max(HEIGHT, HEIGHT - room + height * scale)
  const sheet = element("svg", { xmlns: SPACE, width: WIDTH, height: total, viewBox: `0 0 ${WIDTH} ${total}` })
  sheet.append(element("rect", { width: WIDTH, height: total, fill: data.colours.box }))
  sheet.append(placed(head.node, EDGE, EDGE))
  const top = EDGE + head.height + GAP + Math.max(0, (room - height * scale) / 3)
  const body = element("g", { transform: `translate(${(WIDTH - width * scale) / 2} ${top}) scale(${scale})` })
  for (const layer of layers) body.append(cloned(layer))
  sheet.append(body, placed(foot.node, EDGE, total - EDGE - foot.height))
  return sheet
}

function heading(data) {
  const node = element("g", {})
  let height = 0
  const parts = [
    [data.title, 44, 600, data.colours.ink],
    [data.subtitle, 26, 400, data.colours.secondary],
    [data.banner, 24, 600, data.colours.banner],
  ]
  for (const [text, size, weight, colour] of parts.filter((part) => part[0])) {
    const part = paragraph(text, size, weight, colour, data.font)
    node.append(placed(part.node, 0, height))
    height += part.height + 8
  }
  if (!data.legend.length) return { node, height }
  const signs = legend(data)
  node.append(placed(signs.node, 0, height + 12))
  return { node, height: height + 12 + signs.height }
}

function legend(data) {
  const size = 24
  const node = element("g", {})
  let x = 0
  let y = 0
  for (const [name, colour] of data.legend) {
    const width = measured(name, `400 ${size}px ${data.font}`) + 64
    if (x && x + width > WIDTH - 2 * EDGE) [x, y] = [0, y + size * 1.5]
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

function paragraph(text, size, weight, colour, font) {
  const lines = wrapped(text, `${weight} ${size}px ${font}`)
  const node = element("text", { "font-family": font, "font-size": size, "font-weight": weight, fill: colour })
  lines.forEach((line, index) => {
    const span = element("tspan", { x: 0, y: size * (0.95 + index * 1.25) })
    span.textContent = line
    node.append(span)
  })
  return { node, height: lines.length * size * 1.25 }
}

function wrapped(text, font) {
  const lines = []
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && measured(longer, font) <= WIDTH - 2 * EDGE) lines[lines.length - 1] = longer
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

async function painted(vector, height) {
  const image = new Image()
  image.src = URL.createObjectURL(vector)
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = WIDTH
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
