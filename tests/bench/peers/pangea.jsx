// `@hello-pangea/dnd` with `react-window`, after its own recipe for virtual lists: the card that is
// carried is a clone, and a list has one row more while something hovers over it.
import { forwardRef, memo, useCallback, useState } from "react";
import { DragDropContext, Draggable, Droppable } from "@hello-pangea/dnd";
import { FixedSizeList, areEqual } from "react-window";
import { STAGES } from "../company.js";
import { Face, GAP, HEIGHT, Head, PITCH, PageHead, SPARE, Toast, cardClass, kept, most, moved, start } from "./parts.jsx";

const List = forwardRef((props, ref) => <ul ref={ref} className="column-list" role="list" {...props} />);

function placed(provided, style) {
  if (!style) return provided.draggableProps.style;
  return { ...provided.draggableProps.style, ...style, top: style.top + GAP, left: 6, width: "calc(100% - 12px)", height: HEIGHT, marginBottom: GAP };
}

function Card({ provided, deal, style }) {
  return (
    <li ref={provided.innerRef} {...provided.draggableProps} {...provided.dragHandleProps} className={cardClass(deal)} style={placed(provided, style)}>
      <Face deal={deal} />
    </li>
  );
}

const Row = memo(function Row({ data, index, style }) {
  const deal = data[index];
  // The row more, for what hovers.
  if (!deal) return null;
  return (
    <Draggable draggableId={deal.id} index={index} key={deal.id}>
      {(provided) => <Card provided={provided} deal={deal} style={style} />}
    </Draggable>
  );
}, areEqual);

const Column = memo(function Column({ stage, at, deals, most }) {
  return (
    <section className="column">
      <Head deals={deals} stage={stage} most={most} />
      <Droppable droppableId={String(at)} mode="virtual" renderClone={(provided, _, rubric) => <Card provided={provided} deal={deals[rubric.source.index]} />}>
        {(provided, snapshot) => (
          <FixedSizeList className="column-body" height={innerHeight - 174} width="100%" itemSize={PITCH} overscanCount={SPARE}
            itemCount={deals.length + (snapshot.isUsingPlaceholder ? 1 : 0)} itemData={deals} outerRef={provided.innerRef} innerElementType={List}>
            {Row}
          </FixedSizeList>
        )}
      </Droppable>
    </section>
  );
});

function Board() {
  const [columns, setColumns] = useState(kept);
  const [said, say] = useState("");
  const end = useCallback(({ source, destination }) => {
    if (!destination) return;
    const place = ({ droppableId, index }) => ({ column: Number(droppableId), index });
    setColumns((columns) => moved(columns, place(source), place(destination)));
    say(`Moved to ${STAGES[destination.droppableId].name}`);
  }, []);
  return (
    <DragDropContext onDragEnd={end}>
      <PageHead columns={columns} />
      <section className="board" aria-label="Sample">
        {columns.map((deals, at) => <Column key={at} stage={STAGES[at]} at={at} deals={deals} most={most(columns)} />)}
      </section>
      <Toast text={said} />
    </DragDropContext>
  );
}

start(Board);
