// `@dnd-kit/core` with `@dnd-kit/sortable`, after its example of several containers: what is carried
// joins the list that it hovers over. `@tanstack/react-virtual` renders only what is in sight.
import { memo, useCallback, useMemo, useRef, useState } from "react";
import { DndContext, DragOverlay, PointerSensor, closestCorners, useDroppable, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { useVirtualizer } from "@tanstack/react-virtual";
import { STAGES } from "../company.js";
import { Face, GAP, Head, PITCH, PageHead, SPARE, Toast, cardClass, kept, most, moved, start } from "./parts.jsx";

const Card = memo(function Card({ deal, at, top }) {
  const { setNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({ id: deal.id, data: { column: at } });
  const style = { top: top + GAP, transform: CSS.Translate.toString(transform), transition };
  return (
    <li ref={setNodeRef} {...attributes} {...listeners} className={`${cardClass(deal)}${isDragging ? " is-lifted" : ""}`} style={style}>
      <Face deal={deal} />
    </li>
  );
});

const Column = memo(function Column({ stage, at, deals, most }) {
  const body = useRef(null);
  const { setNodeRef } = useDroppable({ id: stage.name, data: { column: at } });
  const ids = useMemo(() => deals.map((deal) => deal.id), [deals]);
  const virtual = useVirtualizer({ count: deals.length, getScrollElement: () => body.current, estimateSize: () => PITCH, overscan: SPARE });
  const both = useCallback((element) => { body.current = element; setNodeRef(element); }, [setNodeRef]);
  return (
    <section className="column">
      <Head deals={deals} stage={stage} most={most} />
      <div className="column-body" ref={both}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ul className="column-list" role="list" style={{ height: virtual.getTotalSize() + GAP }}>
            {virtual.getVirtualItems().map((row) => <Card key={deals[row.index].id} deal={deals[row.index]} at={at} top={row.start} />)}
          </ul>
        </SortableContext>
      </div>
    </section>
  );
});

function Board() {
  const [columns, setColumns] = useState(kept);
  const [active, setActive] = useState(null);
  const [said, say] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const place = (columns, part) => {
    const column = part.data.current.column;
    return { column, index: columns[column].findIndex((deal) => deal.id === part.id) };
  };
  const over = ({ active, over }) => {
    if (!over || over.data.current.column === active.data.current.column) return;
    setColumns((columns) => {
      const from = place(columns, active);
      if (from.index < 0) return columns;
      const to = place(columns, over);
      // Below the middle of what it hovers over it comes after that.
      const carried = active.rect.current.translated;
      const below = to.index >= 0 && carried && carried.top > over.rect.top + over.rect.height / 2 ? 1 : 0;
      return moved(columns, from, { column: to.column, index: to.index < 0 ? columns[to.column].length : to.index + below });
    });
  };
  const end = ({ active, over }) => {
    setActive(null);
    if (!over) return;
    setColumns((columns) => {
      const [from, to] = [place(columns, active), place(columns, over)];
      return from.index < 0 || to.index < 0 || from.index === to.index ? columns : moved(columns, from, to);
    });
    say(`Moved to ${STAGES[over.data.current.column].name}`);
  };
  const lift = ({ active }) => {
    const { column, index } = place(columns, active);
    setActive(columns[column][index]);
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCorners} onDragStart={lift} onDragOver={over} onDragEnd={end}>
      <PageHead columns={columns} />
      <section className="board" aria-label="Sample">
        {columns.map((deals, at) => <Column key={at} stage={STAGES[at]} at={at} deals={deals} most={most(columns)} />)}
      </section>
      <DragOverlay className="drag-ghost">{active && <div className={cardClass(active)}><Face deal={active} /></div>}</DragOverlay>
      <Toast text={said} />
    </DndContext>
  );
}

start(Board);
