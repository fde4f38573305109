import { useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { type VitalConditions, load } from "vital-conditions";
import type {} from "vital-conditions/react";
import { given } from "./given";

function App() {
  const [topic, setTopic] = useState<string | null>("voting");
  const [catalog, setCatalog] = useState<object | null>(null);
  const [isHeld, setHeld] = useState(false);
  const [isThere, setThere] = useState(true);
  const [first, setFirst] = useState("");
  const element = useRef<VitalConditions>(null);
  return (
    <>
      <button id="hate" onClick={() => setTopic("hate")} />
      <button id="home" onClick={() => setTopic(null)} />
      <button id="given" onClick={() => setCatalog(catalog ? null : given)} />
      <button id="hold" onClick={() => setHeld(!isHeld)} />
      <button id="toggle" onClick={() => setThere(!isThere)} />
      <button id="navigate" onClick={() => element.current?.navigate("racism")} />
      <button id="back" onClick={() => element.current?.back()} />
      <button id="ready" onClick={async () => setFirst((await element.current!.ready).title)} />
      <output id="topic">{topic}</output>
      <output id="first">{first}</output>
      {isThere && (
        <vital-conditions
          ref={element}
          topic={topic}
          heading-level="3"
          loading="eager"
          catalogData={catalog}
          onvital-navigate={(event) => isHeld && event.preventDefault()}
          onvital-navigated={(event) => setTopic(event.detail.to)}
        />
      )}
    </>
  );
}

await load();
createRoot(document.querySelector("main")!).render(<App />);
