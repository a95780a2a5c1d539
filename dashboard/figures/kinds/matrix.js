// Shows the table the server wrote, says what is under the pointer, and tells the key of a clicked row or square.
export default function ({ data, parentElement, setTriggerValue }) {
  const block = parentElement.querySelector(".block")
  const tip = parentElement.querySelector(".block-tip")
  if (block.written !== data.html) block.innerHTML = block.written = data.html
  block.onclick = (event) => {
    const row = event.target.closest("[data-key]")
    if (row && data.telling) setTriggerValue("picked", row.dataset.key)
  }
  block.onmousemove = (event) => {
    const text = words(event.target)
    tip.hidden = !text
    tip.textContent = text
    const left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8)
    tip.style.transform = `translate(${left}px, ${event.clientY + 16}px)`
  }
  block.onmouseleave = () => (tip.hidden = true)
}

function words(cell) {
  if (cell.dataset.tip) return cell.dataset.tip
  const row = cell.closest("tr[data-key]")
  const column = cell.closest("table")?.tHead.rows[0].cells[cell.cellIndex]
  if (!row || cell.tagName !== "TD" || !column) return ""
  const empty = cell.className === "empty" ? cell.closest(".matrix").dataset.empty : cell.textContent
  return `${row.cells[0].textContent}\n${column.firstChild.textContent}: ${empty}`
}
