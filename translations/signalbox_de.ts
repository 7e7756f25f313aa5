<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AskedRequest</name>
    <message>
        <source>Line %1 of the headers is not “name: value”.</source>
        <translation>Zeile %1 der Kopffelder hat nicht die Form „Name: Wert“.</translation>
    </message>
</context>
<context>
    <name>CandidateItems</name>
    <message>
        <source>the request is translated for it</source>
        <translation>die Anfrage wird dafür übersetzt</translation>
    </message>
    <message>
        <source>%1; the request is translated for it</source>
        <translation>%1; die Anfrage wird dafür übersetzt</translation>
    </message>
    <message>
        <source>The figure was declared, not measured.</source>
        <translation>Der Wert wurde angegeben, nicht gemessen.</translation>
    </message>
    <message numerus="yes">
        <source>The figure rests on %n measurement(s).</source>
        <translation>
            <numerusform>Der Wert beruht auf %n Messung.</numerusform>
            <numerusform>Der Wert beruht auf %n Messungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
</context>
<context>
    <name>CandidateWords</name>
    <message>
        <source>the fastest</source>
        <translation>das schnellste</translation>
    </message>
    <message>
        <source>the cheapest</source>
        <translation>das günstigste</translation>
    </message>
    <message>
        <source>the most accurate for this task</source>
        <translation>das genaueste für diese Aufgabe</translation>
    </message>
    <message>
        <source>the most reliable</source>
        <translation>das verlässlichste</translation>
    </message>
    <message>
        <source>the least busy</source>
        <translation>das am wenigsten ausgelastete</translation>
    </message>
    <message>
        <source>the best balance of speed, cost, accuracy and reliability</source>
        <translation>die beste Abwägung von Tempo, Kosten, Genauigkeit und Verlässlichkeit</translation>
    </message>
    <message>
        <source>the best of price and speed</source>
        <translation>das beste aus Preis und Tempo</translation>
    </message>
    <message>
        <source>the best of all</source>
        <translation>das beste von allen</translation>
    </message>
    <message>
        <source>%1 %2 is below the floor of %3</source>
        <extracomment>%1 is a measure (&quot;TTFT p95&quot;), %2 its value, %3 the bound</extracomment>
        <translation>%1 %2 liegt unter der Untergrenze von %3</translation>
    </message>
    <message>
        <source>%1 %2 is above the limit of %3</source>
        <translation>%1 %2 liegt über der Grenze von %3</translation>
    </message>
    <message>
        <source>its provider cannot be told this request</source>
        <translation>seinem Anbieter lässt sich diese Anfrage nicht stellen</translation>
    </message>
    <message>
        <source>its model lacks what the request needs</source>
        <translation>seinem Modell fehlt, was die Anfrage braucht</translation>
    </message>
    <message>
        <source>the request does not fit its context</source>
        <translation>die Anfrage passt nicht in seinen Kontext</translation>
    </message>
    <message>
        <source>no key of its provider can be used</source>
        <translation>kein Schlüssel seines Anbieters ist verwendbar</translation>
    </message>
    <message>
        <source>all keys of its provider have reached their limits</source>
        <translation>alle Schlüssel seines Anbieters sind an ihrer Grenze</translation>
    </message>
    <message>
        <source>its breaker is open</source>
        <translation>seine Sicherung ist offen</translation>
    </message>
    <message>
        <source>the budget of its provider is used up</source>
        <translation>das Budget seines Anbieters ist aufgebraucht</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>next in the order of its figure</source>
        <translation>als Nächstes nach seinem Wert</translation>
    </message>
    <message>
        <source>its turn</source>
        <translation>an der Reihe</translation>
    </message>
    <message>
        <source>its place in the list</source>
        <translation>sein Platz in der Liste</translation>
    </message>
    <message>
        <source>drawn by chance</source>
        <translation>ausgelost</translation>
    </message>
    <message>
        <source>not drawn this time</source>
        <translation>diesmal nicht ausgelost</translation>
    </message>
    <message>
        <source>as good as the best, and less busy</source>
        <translation>so gut wie das beste und weniger ausgelastet</translation>
    </message>
    <message>
        <source>too little is known of it: explored</source>
        <translation>zu wenig bekannt: wird erkundet</translation>
    </message>
    <message>
        <source>the conversation stays with it</source>
        <translation>das Gespräch bleibt dabei</translation>
    </message>
    <message>
        <source>no member meets the limits: the least bad of them</source>
        <translation>keines hält die Grenzen ein: das am wenigsten schlechte</translation>
    </message>
    <message>
        <source>it does not meet a limit</source>
        <translation>es hält eine Grenze nicht ein</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Fallback</source>
        <translation>Ersatz</translation>
    </message>
    <message>
        <source>Put behind</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>total time</source>
        <translation>Gesamtzeit</translation>
    </message>
    <message>
        <source>time per token</source>
        <translation>Zeit je Token</translation>
    </message>
    <message>
        <source>success rate</source>
        <translation>Erfolgsquote</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>expected cost</source>
        <translation>erwartete Kosten</translation>
    </message>
    <message>
        <source>price of a million input tokens</source>
        <translation>Preis einer Million Eingabe-Tokens</translation>
    </message>
    <message>
        <source>requests in flight</source>
        <translation>offene Anfragen</translation>
    </message>
    <message>
        <source>By priority</source>
        <translation>Nach Vorrang</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>Nach Gewicht</translation>
    </message>
    <message>
        <source>In turn</source>
        <translation>Reihum</translation>
    </message>
    <message>
        <source>The least busy</source>
        <translation>Das am wenigsten ausgelastete</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>Das schnellste</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>Das günstigste</translation>
    </message>
    <message>
        <source>The most accurate</source>
        <translation>Das genaueste</translation>
    </message>
    <message>
        <source>The most reliable</source>
        <translation>Das verlässlichste</translation>
    </message>
    <message>
        <source>The best balance</source>
        <translation>Die beste Abwägung</translation>
    </message>
    <message>
        <source>By price and speed</source>
        <translation>Nach Preis und Tempo</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <source>Within the limit</source>
        <translation>Innerhalb der Grenze</translation>
    </message>
    <message>
        <source>Over the limit</source>
        <translation>Über der Grenze</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>Welche Zeilen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Vorrang</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Arms</source>
        <translation>Arme</translation>
    </message>
    <message>
        <source>Share in percent</source>
        <translation>Anteil in Prozent</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Excludes</source>
        <translation>Schließt aus</translation>
    </message>
    <message>
        <source>Least measurements</source>
        <translation>Mindestzahl von Messungen</translation>
    </message>
    <message>
        <source>When none qualifies</source>
        <translation>Wenn keines genügt</translation>
    </message>
    <message>
        <source>Explored share</source>
        <translation>Erkundeter Anteil</translation>
    </message>
    <message>
        <source>Affinity</source>
        <translation>Bindung</translation>
    </message>
    <message>
        <source>Kept for, minutes</source>
        <translation>Gehalten, Minuten</translation>
    </message>
    <message>
        <source>Gain needed to leave</source>
        <translation>Nötiger Gewinn für einen Wechsel</translation>
    </message>
    <message>
        <source>Slow answers</source>
        <translation>Langsame Antworten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Vorgehen</translation>
    </message>
    <message>
        <source>After, ms</source>
        <translation>Nach, ms</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>US-Dollar</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>An der Grenze</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Zurückgelegt</translation>
    </message>
    <message>
        <source>For each client</source>
        <translation>Für jeden Client</translation>
    </message>
    <message>
        <source>Counted for each</source>
        <translation>Gezählt für jede</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Window, seconds</source>
        <translation>Fenster, Sekunden</translation>
    </message>
    <message>
        <source>Kept for, seconds</source>
        <translation>Gehalten, Sekunden</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Gesetzt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Budgets</translation>
    </message>
    <message>
        <source>Client keys</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Breakers</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Cell %1</source>
        <translation>Zelle %1</translation>
    </message>
    <message>
        <source>Case %1</source>
        <translation>Fall %1</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>all of (%1)</source>
        <translation>alle von (%1)</translation>
    </message>
    <message>
        <source>any of (%1)</source>
        <translation>eines von (%1)</translation>
    </message>
    <message>
        <source>not (%1)</source>
        <translation>nicht (%1)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Route %1 renamed to %2</source>
        <translation>Route %1 in %2 umbenannt</translation>
    </message>
    <message>
        <source>Route %1 added</source>
        <translation>Route %1 hinzugefügt</translation>
    </message>
    <message>
        <source>Route %1 removed</source>
        <translation>Route %1 entfernt</translation>
    </message>
    <message>
        <source>Route %1 changed</source>
        <translation>Route %1 geändert</translation>
    </message>
    <message>
        <source>Node %1 renamed to %2</source>
        <translation>Knoten %1 in %2 umbenannt</translation>
    </message>
    <message>
        <source>Node %1 added</source>
        <translation>Knoten %1 hinzugefügt</translation>
    </message>
    <message>
        <source>Node %1 removed</source>
        <translation>Knoten %1 entfernt</translation>
    </message>
    <message>
        <source>Node %1 changed</source>
        <translation>Knoten %1 geändert</translation>
    </message>
    <message>
        <source>Nodes drawn elsewhere: serves as before</source>
        <translation>Knoten anders gezeichnet: bedient wie zuvor</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source> › </source>
        <extracomment>Between the name of a thing and the name of a part of it.</extracomment>
        <translation> › </translation>
    </message>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message numerus="yes">
        <source>It works: %n model(s) listed in %1.</source>
        <translation>
            <numerusform>Es funktioniert: %n Modell in %1 aufgelistet.</numerusform>
            <numerusform>Es funktioniert: %n Modelle in %1 aufgelistet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing answers at %1. Check that the server runs and that the port is right.</source>
        <translation>Unter %1 antwortet nichts. Läuft der Server, und stimmt der Port?</translation>
    </message>
    <message>
        <source>There is no host called %1. Check the base URL and your connection.</source>
        <translation>Es gibt keinen Host namens %1. Bitte Basis-URL und Internetverbindung prüfen.</translation>
    </message>
    <message>
        <source>No secure connection to %1 could be made: %2</source>
        <translation>Zu %1 kam keine sichere Verbindung zustande: %2</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Try again, or check the base URL.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet. Bitte noch einmal versuchen oder die Basis-URL prüfen.</translation>
    </message>
    <message>
        <source>%1 refused the key (%2). Check that it was copied whole and is still valid.</source>
        <translation>%1 hat den Schlüssel abgelehnt (%2). Wurde er vollständig kopiert, und gilt er noch?</translation>
    </message>
    <message>
        <source>%1 knows the key but does not allow this (%2). Check its permissions and the account&apos;s balance.</source>
        <translation>%1 kennt den Schlüssel, erlaubt dies aber nicht (%2). Bitte seine Berechtigungen und das Guthaben des Kontos prüfen.</translation>
    </message>
    <message>
        <source>%1 has no list of models at this address (404). The path of the base URL is probably wrong.</source>
        <translation>%1 hat unter dieser Adresse keine Modellliste (404). Wahrscheinlich ist der Pfad der Basis-URL falsch.</translation>
    </message>
    <message>
        <source>%1 asks to slow down (429). The address is right; try again in a minute.</source>
        <translation>%1 bittet um weniger Anfragen (429). Die Adresse stimmt; bitte in einer Minute noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 has a problem of its own (%2). Try again later.</source>
        <translation>%1 hat selbst ein Problem (%2). Bitte später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 answers, but not as this API does. Check the API and the base URL.</source>
        <translation>%1 antwortet, aber nicht so, wie es diese API tut. Bitte API und Basis-URL prüfen.</translation>
    </message>
</context>
<context>
    <name>ConditionWords</name>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>ist unter</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>ist über</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>ist eines von</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>ist keines von</translation>
    </message>
    <message>
        <source>looks like</source>
        <translation>sieht aus wie</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>passt auf</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>beginnt mit</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>ist da</translation>
    </message>
    <message>
        <source>header …</source>
        <translation>Kopffeld …</translation>
    </message>
    <message>
        <source>metadata …</source>
        <translation>Metadaten …</translation>
    </message>
    <message>
        <source>body field …</source>
        <translation>Feld des Inhalts …</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What it needs</source>
        <translation>Was sie braucht</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Was sie sagt</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Konversation</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
</context>
<context>
    <name>DecisionItems</name>
    <message>
        <source>Row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>without conditions</source>
        <translation>ohne Bedingungen</translation>
    </message>
    <message>
        <source>place %1 of %2</source>
        <translation>Platz %1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <extracomment>%1 counts the steps, %2 is the kind of a node, %3 its name</extracomment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <translation>%1  %2: %3</translation>
    </message>
    <message>
        <source>Node %1 of route %2</source>
        <translation>Knoten %1 der Route %2</translation>
    </message>
    <message>
        <source>Node %1 of route %2, on to %3</source>
        <translation>Knoten %1 der Route %2, weiter zu %3</translation>
    </message>
    <message>
        <source>it served in the end</source>
        <translation>es hat am Ende geantwortet</translation>
    </message>
    <message>
        <source>Not passed on to %1</source>
        <translation>Nicht weitergegeben an %1</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>first byte after %1</source>
        <translation>erstes Byte nach %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>key %1, %2</source>
        <translation>Schlüssel %1, %2</translation>
    </message>
    <message>
        <source>What the request had</source>
        <translation>Was die Anfrage hatte</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Route: %1</source>
        <translation>Route: %1</translation>
    </message>
    <message>
        <source>Target: %1</source>
        <translation>Ziel: %1</translation>
    </message>
    <message>
        <source>Problem: %1</source>
        <translation>Problem: %1</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Warum: %1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 at once</source>
        <translation>%1 gleichzeitig</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>bis zu %1</translation>
    </message>
    <message>
        <source>A budget is used up: another route serves instead.</source>
        <translation>Ein Budget ist aufgebraucht: Eine andere Route bedient stattdessen.</translation>
    </message>
    <message>
        <source>The kept answer saved %1.</source>
        <translation>Die aufgehobene Antwort hat %1 gespart.</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>Wissenswert</translation>
    </message>
    <message>
        <source>%1 again</source>
        <translation>%1 noch einmal</translation>
    </message>
    <message>
        <source>The conversation was served by %1</source>
        <translation>Die Unterhaltung wurde von %1 bedient</translation>
    </message>
    <message>
        <source>It stays there: tools are being called.</source>
        <translation>Sie bleibt dort: Werkzeuge werden gerade aufgerufen.</translation>
    </message>
    <message>
        <source>It stays unless another is better by %1 %.</source>
        <translation>Sie bleibt, außer ein anderes ist um %1 % besser.</translation>
    </message>
    <message>
        <source>Leaving costs %1: its prompt may be in the provider&apos;s cache.</source>
        <translation>Ein Wechsel kostet %1: Ihr Prompt liegt womöglich im Cache des Anbieters.</translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message>
        <source>Each conversation stays in its arm.</source>
        <translation>Jedes Gespräch bleibt in seinem Arm.</translation>
    </message>
    <message>
        <source>Each client stays in its arm.</source>
        <translation>Jeder Client bleibt in seinem Arm.</translation>
    </message>
    <message>
        <source>Each request by itself.</source>
        <translation>Jede Anfrage für sich.</translation>
    </message>
    <message>
        <source>The first row that holds is taken.</source>
        <translation>Die erste zutreffende Zeile gilt.</translation>
    </message>
    <message>
        <source>Only one row may hold.</source>
        <translation>Nur eine Zeile darf zutreffen.</translation>
    </message>
    <message>
        <source>All rows that hold are tried in turn.</source>
        <translation>Alle zutreffenden Zeilen werden der Reihe nach versucht.</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1, nach %2</translation>
    </message>
    <message>
        <source>Unknown step</source>
        <translation>Unbekannter Schritt</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Fallback chain</source>
        <translation>Ersatzkette</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Verzweigung</translation>
    </message>
    <message>
        <source>Decision table</source>
        <translation>Entscheidungstabelle</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Ratenlimit</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Umformung</translation>
    </message>
    <message>
        <source>Shadow</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Sub-route</source>
        <translation>Unterroute</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnung</translation>
    </message>
    <message>
        <source>Fixed answer</source>
        <translation>Feste Antwort</translation>
    </message>
    <message>
        <source>Does the condition hold?</source>
        <translation>Trifft die Bedingung zu?</translation>
    </message>
    <message>
        <source>Budget %1</source>
        <translation>Budget %1</translation>
    </message>
    <message>
        <source>Later steps serve only after a failure.</source>
        <translation>Spätere Schritte folgen nur nach einem Fehler.</translation>
    </message>
    <message>
        <source>%1 is asked</source>
        <translation>%1 wird gefragt</translation>
    </message>
    <message>
        <source>It holds</source>
        <translation>Sie trifft zu</translation>
    </message>
    <message>
        <source>It does not hold</source>
        <translation>Sie trifft nicht zu</translation>
    </message>
    <message>
        <source>Nothing else fits</source>
        <translation>Nichts anderes passt</translation>
    </message>
    <message>
        <source>Within the budget</source>
        <translation>Innerhalb des Budgets</translation>
    </message>
    <message>
        <source>Within the limit</source>
        <translation>Innerhalb der Grenze</translation>
    </message>
    <message>
        <source>Over the budget</source>
        <translation>Über dem Budget</translation>
    </message>
    <message>
        <source>Over the limit</source>
        <translation>Über der Grenze</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Arm “%1”</source>
        <translation>Arm „%1“</translation>
    </message>
    <message>
        <source>%1 is chosen</source>
        <translation>%1 ist gewählt</translation>
    </message>
    <message>
        <source>No member can serve</source>
        <translation>Kein Mitglied kann antworten</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is %1</source>
        <translation>ist %1</translation>
    </message>
    <message>
        <source>is not %1</source>
        <translation>ist nicht %1</translation>
    </message>
    <message>
        <source>is below %1</source>
        <translation>ist unter %1</translation>
    </message>
    <message>
        <source>is at most %1</source>
        <translation>ist höchstens %1</translation>
    </message>
    <message>
        <source>is above %1</source>
        <translation>ist über %1</translation>
    </message>
    <message>
        <source>is at least %1</source>
        <translation>ist mindestens %1</translation>
    </message>
    <message>
        <source>is one of %1</source>
        <translation>ist eines von %1</translation>
    </message>
    <message>
        <source>is none of %1</source>
        <translation>ist keines von %1</translation>
    </message>
    <message>
        <source>looks like %1</source>
        <translation>sieht aus wie %1</translation>
    </message>
    <message>
        <source>matches %1</source>
        <translation>passt auf %1</translation>
    </message>
    <message>
        <source>contains %1</source>
        <translation>enthält %1</translation>
    </message>
    <message>
        <source>begins with %1</source>
        <translation>beginnt mit %1</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>ist da</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>Alle davon</translation>
    </message>
    <message>
        <source>Any of these</source>
        <translation>Eines davon</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>Dies nicht</translation>
    </message>
    <message>
        <source>Not looked at</source>
        <translation>Nicht betrachtet</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Trifft zu</translation>
    </message>
    <message>
        <source>Does not hold</source>
        <translation>Trifft nicht zu</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>After a failure: %1</source>
        <translation>Nach einem Fehler: %1</translation>
    </message>
    <message>
        <source>Was the same asked before?</source>
        <translation>Wurde dasselbe schon gefragt?</translation>
    </message>
    <message>
        <source>The request is changed.</source>
        <translation>Die Anfrage wird geändert.</translation>
    </message>
    <message>
        <source>Prompt variant “%1”</source>
        <translation>Prompt-Variante „%1“</translation>
    </message>
    <message>
        <source>A copy may go to %1.</source>
        <translation>Eine Kopie kann an %1 gehen.</translation>
    </message>
    <message>
        <source>Passed over: %1</source>
        <translation>Übergangen: %1</translation>
    </message>
    <message>
        <source>Yes, its answer is given again</source>
        <translation>Ja, die Antwort wird noch einmal gegeben</translation>
    </message>
    <message>
        <source>No answer is kept</source>
        <translation>Keine Antwort ist aufgehoben</translation>
    </message>
    <message>
        <source>Case %1</source>
        <translation>Fall %1</translation>
    </message>
    <message>
        <source>Place %1 of the ranking</source>
        <translation>Platz %1 der Rangfolge</translation>
    </message>
    <message>
        <source>Asked all the same: whoever could serve is left alone</source>
        <translation>Trotzdem gefragt: Alle, die bedienen könnten, haben Pause</translation>
    </message>
</context>
<context>
    <name>EdgeLoadWords</name>
    <message>
        <source>none failed</source>
        <translation>keiner gescheitert</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 gescheitert</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>MeasureWords</name>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>$</source>
        <translation>$</translation>
    </message>
</context>
<context>
    <name>NodeForms</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Each client key has its own</source>
        <translation>Jeder Client-Schlüssel hat seine eigenen</translation>
    </message>
    <message>
        <source>Keep answers for</source>
        <translation>Antworten aufheben</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>That the route refuses it</source>
        <translation>Dass die Route ablehnt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>What the client is to read</source>
        <translation>Was der Client lesen soll</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>NodeShape</name>
    <message>
        <source>%1 (muted)</source>
        <translation>%1 (stumm)</translation>
    </message>
</context>
<context>
    <name>NodeWords</name>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message numerus="yes">
        <source>all of %n conditions</source>
        <translation>
            <numerusform>%n Bedingung</numerusform>
            <numerusform>alle von %n Bedingungen</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message numerus="yes">
        <source>any of %n conditions</source>
        <translation>
            <numerusform>%n Bedingung</numerusform>
            <numerusform>eine von %n Bedingungen</numerusform>
        </translation>
    </message>
    <message>
        <source>not: %1</source>
        <translation>nicht: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>%1 at once</source>
        <translation>%1 zugleich</translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>nach %1</translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n targets</source>
        <translation>
            <numerusform>%n Ziel</numerusform>
            <numerusform>%n Ziele</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps %1</source>
        <translation>behält %1</translation>
    </message>
    <message numerus="yes">
        <source>%n parameters</source>
        <translation>
            <numerusform>%n Parameter</numerusform>
            <numerusform>%n Parameter</numerusform>
        </translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>Prompt %1</translation>
    </message>
    <message>
        <source>then</source>
        <translation>dann</translation>
    </message>
    <message>
        <source>else</source>
        <translation>sonst</translation>
    </message>
    <message>
        <source>within</source>
        <translation>innerhalb</translation>
    </message>
    <message>
        <source>over</source>
        <translation>darüber</translation>
    </message>
    <message>
        <source>first</source>
        <translation>zuerst</translation>
    </message>
    <message>
        <source>then %1</source>
        <translation>dann %1</translation>
    </message>
    <message numerus="yes">
        <source>then %1, after %n kinds of failure</source>
        <translation>
            <numerusform>dann %1, nach %n Art von Fehler</numerusform>
            <numerusform>dann %1, nach %n Arten von Fehlern</numerusform>
        </translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>429 rate limited</source>
        <translation>429 Ratengrenze</translation>
    </message>
    <message>
        <source>5xx server error</source>
        <translation>5xx Serverfehler</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Zeitüberschreitung</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>401, 403 key refused</source>
        <translation>401, 403 Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>context too long</source>
        <translation>Kontext zu lang</translation>
    </message>
    <message>
        <source>content filter</source>
        <translation>Inhaltsfilter</translation>
    </message>
    <message>
        <source>400 bad request</source>
        <translation>400 fehlerhafte Anfrage</translation>
    </message>
    <message>
        <source>404 not found</source>
        <translation>404 nicht gefunden</translation>
    </message>
</context>
<context>
    <name>OutlineActions</name>
    <message>
        <source>&amp;Add node here…</source>
        <translation>&amp;Knoten hier hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Add node…</source>
        <translation>&amp;Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Lead to…</source>
        <translation>&amp;Führen zu…</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>Un&amp;mute</source>
        <translation>Stu&amp;mmschaltung aufheben</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>Stu&amp;mmschalten</translation>
    </message>
    <message>
        <source>Di&amp;sconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>Add &amp;output</source>
        <translation>Aus&amp;gang hinzufügen</translation>
    </message>
    <message>
        <source>Remo&amp;ve output</source>
        <translation>Ausgang ent&amp;fernen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>D&amp;etach from its chain</source>
        <translation>Aus der Kette &amp;lösen</translation>
    </message>
    <message>
        <source>&amp;Show in Traffic</source>
        <translation>Im Verkehr &amp;zeigen</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>OutlineItems</name>
    <message>
        <source>nowhere</source>
        <translation>nirgendwohin</translation>
    </message>
    <message>
        <source>%1, muted</source>
        <translation>%1, stumm</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start of the route</source>
        <translation>Start der Route</translation>
    </message>
</context>
<context>
    <name>ReplayWords</name>
    <message>
        <source>≈ %1</source>
        <extracomment>A time that is an estimate.</extracomment>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source> (−%1 %)</source>
        <translation> (−%1 %)</translation>
    </message>
    <message>
        <source> (+%1 %)</source>
        <translation> (+%1 %)</translation>
    </message>
    <message>
        <source>Cost: unknown, as no price is known on both sides</source>
        <translation>Kosten: unbekannt, da auf beiden Seiten kein Preis bekannt ist</translation>
    </message>
    <message numerus="yes">
        <source>Cost: %1 → %2%3, over %n exchange(s)</source>
        <translation>
            <numerusform>Kosten: %1 → %2%3, über %n Vorgang</numerusform>
            <numerusform>Kosten: %1 → %2%3, über %n Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>First token: unknown, as no target of both sides was measured of late</source>
        <translation>Erstes Token: unbekannt, da kein Ziel beider Seiten in letzter Zeit gemessen wurde</translation>
    </message>
    <message numerus="yes">
        <source>First token: %1 → %2%3 on average, over %n exchange(s)</source>
        <translation>
            <numerusform>Erstes Token: %1 → %2%3 im Mittel, über %n Vorgang</numerusform>
            <numerusform>Erstes Token: %1 → %2%3 im Mittel, über %n Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>No exchange to replay</source>
        <translation>Kein Vorgang zum Nachspielen</translation>
    </message>
    <message numerus="yes">
        <source>None of %n decision(s) changes</source>
        <translation>
            <numerusform>%n Entscheidung bleibt, wie sie war</numerusform>
            <numerusform>Keine von %n Entscheidungen ändert sich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n decision(s) change</source>
        <translation>
            <numerusform>%1 von %n Entscheidung ändert sich</numerusform>
            <numerusform>%1 von %n Entscheidungen ändern sich</numerusform>
        </translation>
    </message>
    <message>
        <source>Refused: %1 → %2</source>
        <translation>Abgelehnt: %1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>%n exchange(s) left out: what the client sent was not kept whole.</source>
        <translation>
            <numerusform>%n Vorgang ausgelassen: Was der Client schickte, wurde nicht ganz aufbewahrt.</numerusform>
            <numerusform>%n Vorgänge ausgelassen: Was der Client schickte, wurde nicht ganz aufbewahrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Once clients have asked for something, the draft can be tried on it.</source>
        <translation>Sobald Clients etwas angefragt haben, lässt sich der Entwurf daran erproben.</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>answered by the route</source>
        <translation>von der Route beantwortet</translation>
    </message>
    <message>
        <source>%1, prompt %2</source>
        <translation>%1, Prompt %2</translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Case %1</source>
        <translation>Fall %1</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Arm %1</source>
        <translation>Arm %1</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <source>Within the limit</source>
        <translation>Innerhalb der Grenze</translation>
    </message>
    <message>
        <source>Over the limit</source>
        <translation>Über der Grenze</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 And %2 more.</source>
        <translation>%1 Und %2 weitere.</translation>
    </message>
</context>
<context>
    <name>SignalWords</name>
    <message>
        <source>model asked for</source>
        <translation>verlangtes Modell</translation>
    </message>
    <message>
        <source>route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>operation</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>header %1</source>
        <translation>Header %1</translation>
    </message>
    <message>
        <source>metadata %1</source>
        <translation>Metadaten %1</translation>
    </message>
    <message>
        <source>body %1</source>
        <translation>Inhalt %1</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>input tokens</source>
        <translation>Eingabe-Tokens</translation>
    </message>
    <message>
        <source>most output tokens</source>
        <translation>höchstens Ausgabe-Tokens</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>turns</source>
        <translation>Redebeiträge</translation>
    </message>
    <message>
        <source>tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>brings results of tools</source>
        <translation>bringt Werkzeugergebnisse</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>answer by a schema</source>
        <translation>Antwort nach Schema</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>streamed</source>
        <translation>gestreamt</translation>
    </message>
    <message>
        <source>system prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>last message</source>
        <translation>letzte Nachricht</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>type of task</source>
        <translation>Aufgabentyp</translation>
    </message>
    <message>
        <source>complexity</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>sentiment</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>frustration</source>
        <translation>Frust</translation>
    </message>
    <message>
        <source>conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>previous outcome</source>
        <translation>voriges Ergebnis</translation>
    </message>
    <message>
        <source>previous failures</source>
        <translation>vorige Fehler</translation>
    </message>
</context>
<context>
    <name>SimulatorWords</name>
    <message>
        <source>%1 (line %2: %3)</source>
        <translation>%1 (Zeile %2: %3)</translation>
    </message>
    <message>
        <source>The request goes round in a circle: “%1” leads back to itself.</source>
        <translation>Die Anfrage läuft im Kreis: „%1“ führt zu sich selbst zurück.</translation>
    </message>
</context>
<context>
    <name>StartItem</name>
    <message>
        <source>Start: every request begins here</source>
        <translation>Start: hier beginnt jede Anfrage</translation>
    </message>
</context>
<context>
    <name>TableWords</name>
    <message>
        <source>This row never holds: no value fits it.</source>
        <translation>Diese Zeile gilt nie: kein Wert passt zu ihr.</translation>
    </message>
    <message>
        <source>No value fits this.</source>
        <translation>Kein Wert passt dazu.</translation>
    </message>
    <message>
        <source>This row is never reached: row %1 takes all that it holds for. Move it up, or remove it.</source>
        <translation>Diese Zeile wird nie erreicht: Zeile %1 nimmt alles, wofür sie gilt. Verschieben Sie sie nach oben, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>This row is never reached: rows %1 together take all that it holds for. Move it up, or remove it.</source>
        <translation>Diese Zeile wird nie erreicht: Die Zeilen %1 nehmen zusammen alles, wofür sie gilt. Verschieben Sie sie nach oben, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>This row has the same cells as row %1, and only one may hold.</source>
        <translation>Diese Zeile hat dieselben Zellen wie Zeile %1, und nur eine darf gelten.</translation>
    </message>
    <message>
        <source>This row and row %1 both hold for %2, and only one may.</source>
        <translation>Diese Zeile und Zeile %1 gelten beide für %2, und nur eine darf es.</translation>
    </message>
    <message>
        <source>This row is the same as row %1. Remove one of them.</source>
        <translation>Diese Zeile ist dieselbe wie Zeile %1. Entfernen Sie eine von ihnen.</translation>
    </message>
    <message>
        <source>No row looks at this column.</source>
        <translation>Keine Zeile sieht auf diese Spalte.</translation>
    </message>
    <message>
        <source>Row %1 takes anything here.</source>
        <translation>Zeile %1 nimmt hier alles.</translation>
    </message>
    <message>
        <source>Row %1 has “%2” here, which holds for the same.</source>
        <translation>Zeile %1 hat hier „%2“, was für dasselbe gilt.</translation>
    </message>
    <message>
        <source>The rows leave no gap.</source>
        <translation>Die Zeilen lassen keine Lücke.</translation>
    </message>
    <message>
        <source>The rows leave no gap: “Else” is never reached.</source>
        <translation>Die Zeilen lassen keine Lücke: „Sonst“ wird nie erreicht.</translation>
    </message>
    <message>
        <source>Gap: no row holds for %1. Such requests are refused.</source>
        <translation>Lücke: Keine Zeile gilt für %1. Solche Anfragen werden abgelehnt.</translation>
    </message>
    <message>
        <source>No row holds for %1: “Else” takes it.</source>
        <translation>Keine Zeile gilt für %1: „Sonst“ nimmt es.</translation>
    </message>
    <message>
        <source>This table is too large to be searched for gaps.</source>
        <translation>Diese Tabelle ist zu groß, um in ihr Lücken zu suchen.</translation>
    </message>
</context>
<context>
    <name>TestsFile</name>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>TestsQuestions</name>
    <message>
        <source>Tests of routes (*.signalbox-tests.json)</source>
        <translation>Routentests (*.signalbox-tests.json)</translation>
    </message>
    <message>
        <source>Open tests of routes</source>
        <translation>Routentests öffnen</translation>
    </message>
    <message>
        <source>Save tests of routes</source>
        <translation>Routentests speichern</translation>
    </message>
    <message>
        <source>Changed cases</source>
        <translation>Geänderte Fälle</translation>
    </message>
    <message>
        <source>The cases shown were changed and are not saved.</source>
        <translation>Die gezeigten Fälle wurden geändert und sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Save them</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Drop the changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>TestsWords</name>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Prompt variant</source>
        <translation>Prompt-Variante</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1: expected %2, got %3</source>
        <extracomment>%1 is what was compared: &quot;Target&quot;, &quot;Route&quot;.</extracomment>
        <translation>%1: erwartet %2, erhalten %3</translation>
    </message>
    <message>
        <source>%1 is refused</source>
        <translation>%1 wird abgelehnt</translation>
    </message>
    <message>
        <source>%1 is answered</source>
        <translation>%1 wird beantwortet</translation>
    </message>
    <message>
        <source>%1 goes to %2</source>
        <translation>%1 geht an %2</translation>
    </message>
</context>
<context>
    <name>TrafficWords</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Broke off</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Client left</source>
        <translation>Client getrennt</translation>
    </message>
    <message>
        <source>The client got a whole answer.</source>
        <translation>Der Client hat eine vollständige Antwort erhalten.</translation>
    </message>
    <message>
        <source>Signalbox itself refused the request.</source>
        <translation>Signalbox selbst hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>Every attempt failed; the client got an error.</source>
        <translation>Alle Versuche sind gescheitert; der Client hat einen Fehler erhalten.</translation>
    </message>
    <message>
        <source>The answer broke off after the client had part of it.</source>
        <translation>Die Antwort brach ab, als der Client schon einen Teil davon hatte.</translation>
    </message>
    <message>
        <source>The client went away before the answer was complete.</source>
        <translation>Der Client hat die Verbindung beendet, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>rate limited</source>
        <translation>Ratenlimit</translation>
    </message>
    <message>
        <source>server error</source>
        <translation>Serverfehler</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>prompt too long</source>
        <translation>Prompt zu lang</translation>
    </message>
    <message>
        <source>content filter</source>
        <translation>Inhaltsfilter</translation>
    </message>
    <message>
        <source>bad request</source>
        <translation>ungültige Anfrage</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>OpenAI Chat</source>
        <translation>OpenAI Chat</translation>
    </message>
    <message>
        <source>OpenAI Responses</source>
        <translation>OpenAI Responses</translation>
    </message>
    <message>
        <source>OpenAI Embeddings</source>
        <translation>OpenAI Embeddings</translation>
    </message>
    <message>
        <source>OpenAI Models</source>
        <translation>OpenAI Models</translation>
    </message>
    <message>
        <source>Anthropic Messages</source>
        <translation>Anthropic Messages</translation>
    </message>
    <message>
        <source>Gemini</source>
        <translation>Gemini</translation>
    </message>
    <message>
        <source>Ollama</source>
        <translation>Ollama</translation>
    </message>
    <message>
        <source>unknown: no usage or no price</source>
        <translation>unbekannt: kein Verbrauch oder kein Preis</translation>
    </message>
    <message>
        <source>estimated from the reported tokens and the price table</source>
        <translation>geschätzt aus den gemeldeten Tokens und der Preisliste</translation>
    </message>
    <message>
        <source>reported by the provider</source>
        <translation>vom Anbieter gemeldet</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Bedient von</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Tok/s</source>
        <translation>Tok/s</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>model not found</source>
        <translation>Modell nicht gefunden</translation>
    </message>
    <message>
        <source>nothing: the answer came from the cache</source>
        <translation>nichts: Die Antwort kam aus dem Cache</translation>
    </message>
    <message>
        <source>Shadow of %1: a copy whose answer no client saw</source>
        <translation>Schatten von %1: eine Kopie, deren Antwort kein Client sah</translation>
    </message>
    <message>
        <source>Health probe: Signalbox asked whether the target is well</source>
        <translation>Zustandsprobe: Signalbox fragte, ob das Ziel antwortet</translation>
    </message>
    <message>
        <source>A client&apos;s request</source>
        <translation>Die Anfrage eines Clients</translation>
    </message>
</context>
<context>
    <name>signalbox::models::TrafficTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Bedient von</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Ende</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AddNodeMenu</name>
    <message>
        <source>Add node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AffinityFields</name>
    <message>
        <source>A conversation stays with its target</source>
        <translation>Ein Gespräch bleibt bei seinem Ziel</translation>
    </message>
    <message>
        <source>Count what the lost prompt cache costs</source>
        <translation>Den Preis des verlorenen Prompt-Caches mitzählen</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Another target serves only when it is better by more than this</source>
        <translation>Ein anderes Ziel bedient nur, wenn es um mehr als das besser ist</translation>
    </message>
    <message>
        <source>For, since its last success</source>
        <translation>So lange nach dem letzten Erfolg</translation>
    </message>
    <message>
        <source>Unless another is better by</source>
        <translation>Außer ein anderes ist besser um</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AttemptsTable</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Provider and model</source>
        <translation>Anbieter und Modell</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Erstes Byte</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>kept alive</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::BodyTab</name>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>%1 as a conversation</source>
        <translation>%1 als Unterhaltung</translation>
    </message>
    <message>
        <source>%1, raw</source>
        <translation>%1, roh</translation>
    </message>
    <message>
        <source>Copy the raw text</source>
        <translation>Rohtext kopieren</translation>
    </message>
    <message>
        <source>The body of this exchange was not kept.</source>
        <translation>Der Inhalt dieses Vorgangs wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>There is no body.</source>
        <translation>Es gibt keinen Inhalt.</translation>
    </message>
    <message>
        <source>%1 at the end were not kept</source>
        <translation>%1 am Ende wurden nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>This body is not a conversation that Signalbox can read. Look at it raw.</source>
        <translation>Dieser Inhalt ist keine Unterhaltung, die Signalbox lesen kann. Die Rohansicht zeigt ihn.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::BudgetForm</name>
    <message>
        <source>for each client</source>
        <translation>für jeden Client</translation>
    </message>
    <message>
        <source>of client %1</source>
        <translation>des Clients %1</translation>
    </message>
    <message>
        <source>on route %1</source>
        <translation>auf Route %1</translation>
    </message>
    <message>
        <source>at provider %1</source>
        <translation>bei Anbieter %1</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>Verbraucht</translation>
    </message>
    <message>
        <source>The policy has no budget yet.</source>
        <translation>Die Richtlinie hat noch kein Budget.</translation>
    </message>
    <message>
        <source>The policy has no budget of this name.</source>
        <translation>Die Richtlinie hat kein Budget dieses Namens.</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>%1 of %2, anew on %3</source>
        <translation>%1 von %2, neu am %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Counts all requests</source>
        <translation>Zählt alle Anfragen</translation>
    </message>
    <message>
        <source>Counts %1</source>
        <translation>Zählt %1</translation>
    </message>
    <message>
        <source>New budget</source>
        <translation>Neues Budget</translation>
    </message>
    <message>
        <source>$ </source>
        <translation>$ </translation>
    </message>
    <message>
        <source>A day</source>
        <translation>Ein Tag</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>Eine Woche</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>Ein Monat</translation>
    </message>
    <message>
        <source>What is expected</source>
        <translation>Das Erwartete</translation>
    </message>
    <message>
        <source>The most it may cost</source>
        <translation>Das Höchste, was es kosten kann</translation>
    </message>
    <message>
        <source>What is set aside before a request is sent</source>
        <translation>Was zurückgelegt wird, bevor eine Anfrage gesendet wird</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Each</source>
        <translation>Je</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>An der Grenze</translation>
    </message>
    <message>
        <source>Sets aside</source>
        <translation>Legt zurück</translation>
    </message>
    <message>
        <source>Change budget %1</source>
        <translation>Budget %1 ändern</translation>
    </message>
    <message>
        <source>Refuses</source>
        <translation>Weist ab</translation>
    </message>
    <message>
        <source>Serves, and says so</source>
        <translation>Bedient und sagt es</translation>
    </message>
    <message>
        <source>Route %1 serves</source>
        <translation>Route %1 bedient</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasBar</name>
    <message>
        <source>Palette of nodes</source>
        <translation>Palette der Knoten</translation>
    </message>
    <message>
        <source>Map of the graph</source>
        <translation>Karte des Graphen</translation>
    </message>
    <message>
        <source>Align the selected nodes</source>
        <translation>Gewählte Knoten ausrichten</translation>
    </message>
    <message>
        <source>Frame the selected nodes</source>
        <translation>Gewählte Knoten einrahmen</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Traffic on the edges</source>
        <translation>Verkehr auf den Verbindungen</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>Edges are drawn by</source>
        <translation>Verbindungen zeigen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasCommands</name>
    <message numerus="yes">
        <source>Align %n nodes</source>
        <translation>
            <numerusform>%n Knoten ausrichten</numerusform>
            <numerusform>%n Knoten ausrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Take out of frames</source>
        <translation>Aus Rahmen nehmen</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Insert on edge</source>
        <translation>In Verbindung einfügen</translation>
    </message>
    <message numerus="yes">
        <source>Move %n nodes</source>
        <translation>
            <numerusform>%n Knoten verschieben</numerusform>
            <numerusform>%n Knoten verschieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Rename frame</source>
        <translation>Rahmen umbenennen</translation>
    </message>
    <message>
        <source>Remove frame</source>
        <translation>Rahmen entfernen</translation>
    </message>
    <message>
        <source>Reroute edge</source>
        <translation>Verbindung umleiten</translation>
    </message>
    <message>
        <source>Straighten edge</source>
        <translation>Verbindung begradigen</translation>
    </message>
    <message>
        <source>Add to frame</source>
        <translation>In Rahmen aufnehmen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasMenus</name>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Detach from its chain</source>
        <translation>Aus seiner Kette lösen</translation>
    </message>
    <message>
        <source>Frame…</source>
        <translation>Einrahmen…</translation>
    </message>
    <message>
        <source>Take out of frames</source>
        <translation>Aus Rahmen nehmen</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Ausrichten</translation>
    </message>
    <message>
        <source>Left edges</source>
        <translation>Linke Kanten</translation>
    </message>
    <message>
        <source>Centres, one below the other</source>
        <translation>Mitten, untereinander</translation>
    </message>
    <message>
        <source>Right edges</source>
        <translation>Rechte Kanten</translation>
    </message>
    <message>
        <source>Upper edges</source>
        <translation>Obere Kanten</translation>
    </message>
    <message>
        <source>Middles, side by side</source>
        <translation>Mitten, nebeneinander</translation>
    </message>
    <message>
        <source>Lower edges</source>
        <translation>Untere Kanten</translation>
    </message>
    <message>
        <source>Same gaps across</source>
        <translation>Gleiche Abstände waagrecht</translation>
    </message>
    <message>
        <source>Same gaps down</source>
        <translation>Gleiche Abstände senkrecht</translation>
    </message>
    <message>
        <source>Show in Traffic</source>
        <translation>Im Verkehr zeigen</translation>
    </message>
    <message>
        <source>Insert a node…</source>
        <translation>Knoten einfügen…</translation>
    </message>
    <message>
        <source>Remove reroute point</source>
        <translation>Umleitungspunkt entfernen</translation>
    </message>
    <message>
        <source>Add reroute point</source>
        <translation>Umleitungspunkt hinzufügen</translation>
    </message>
    <message>
        <source>Remove all reroute points</source>
        <translation>Alle Umleitungspunkte entfernen</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Select its nodes</source>
        <translation>Seine Knoten wählen</translation>
    </message>
    <message>
        <source>Remove frame</source>
        <translation>Rahmen entfernen</translation>
    </message>
    <message>
        <source>Add a node…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles wählen</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Add to frame</source>
        <translation>In Rahmen aufnehmen</translation>
    </message>
    <message>
        <source>Frame without a title</source>
        <translation>Rahmen ohne Titel</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasMinimap</name>
    <message>
        <source>Map of the graph</source>
        <translation>Karte des Graphen</translation>
    </message>
    <message>
        <source>The whole graph: click or drag to go there</source>
        <translation>Der ganze Graph: klicken oder ziehen, um dorthin zu gehen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasPanel</name>
    <message>
        <source>No recorded exchange took this edge: %1.</source>
        <translation>Kein aufgezeichneter Vorgang nahm diese Verbindung: %1.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasQuestions</name>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Rename frame</source>
        <translation>Rahmen umbenennen</translation>
    </message>
    <message>
        <source>Title of the frame:</source>
        <translation>Titel des Rahmens:</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>Zeichenfläche</translation>
    </message>
    <message>
        <source>Link %1</source>
        <translation>Verbindung %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ChangesView</name>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Route %1</source>
        <translation>Route %1</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ChartTableDialog</name>
    <message>
        <source>Live figures as a table</source>
        <translation>Live-Zahlen als Tabelle</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CheckPanel</name>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Offer these to clients</source>
        <translation>Clients anbieten</translation>
    </message>
    <message>
        <source>Ask the provider for its models with the key above</source>
        <translation>Den Anbieter mit dem Schlüssel oben nach seinen Modellen fragen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>List these models to clients that ask what there is</source>
        <translation>Diese Modelle den Clients nennen, die nach verfügbaren Modellen fragen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt …</translation>
    </message>
    <message>
        <source>No models listed yet: test the connection to fetch them.</source>
        <translation>Noch keine Modelle aufgelistet: Ein Verbindungstest ruft sie ab.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConditionRow</name>
    <message>
        <source>How it is compared</source>
        <translation>Wie verglichen wird</translation>
    </message>
    <message>
        <source>What it is compared with</source>
        <translation>Womit verglichen wird</translation>
    </message>
    <message>
        <source>Add a condition below</source>
        <translation>Bedingung darunter hinzufügen</translation>
    </message>
    <message>
        <source>Put into a group</source>
        <translation>In eine Gruppe legen</translation>
    </message>
    <message>
        <source>Turn into the opposite</source>
        <translation>Ins Gegenteil kehren</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>One, another</source>
        <translation>Eines, ein anderes</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConditionsEditor</name>
    <message>
        <source>At</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Take everything as it is</source>
        <translation>Alles nehmen, wie es ist</translation>
    </message>
    <message>
        <source>Decide at this time instead of now</source>
        <translation>Zu dieser Zeit entscheiden statt jetzt</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>What if targets were otherwise</source>
        <translation>Was wäre, wenn Ziele anders wären</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>What if a target were otherwise? Empty cells leave it as it is.</source>
        <translation>Was wäre, wenn ein Ziel anders wäre? Leere Zellen lassen es, wie es ist.</translation>
    </message>
    <message>
        <source>More is assumed of %1, as it was then.</source>
        <extracomment>%1 is a list of targets.</extracomment>
        <translation>Von %1 wird mehr angenommen, so wie es damals war.</translation>
    </message>
    <message>
        <source>Some budgets are assumed to be spent.</source>
        <translation>Einige Budgets gelten als ausgegeben.</translation>
    </message>
    <message>
        <source>Chance is fixed.</source>
        <translation>Der Zufall ist festgelegt.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConversationView</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Überlegung</translation>
    </message>
    <message>
        <source>Calls %1</source>
        <translation>Ruft %1 auf</translation>
    </message>
    <message>
        <source>Result of %1</source>
        <translation>Ergebnis von %1</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Anhang</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CoverageView</name>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>That a case came by, of all</source>
        <translation>An denen ein Fall vorbeikam, von allen</translation>
    </message>
    <message>
        <source>That a case took, of all</source>
        <translation>Die ein Fall nahm, von allen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 of %2 nodes or links were walked.</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Node not reached: %1</source>
        <translation>Knoten nicht erreicht: %1</translation>
    </message>
    <message>
        <source>Link not taken: %1</source>
        <translation>Verbindung nicht genommen: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DecisionSummary</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copy the decision as text</source>
        <translation>Entscheidung als Text kopieren</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Copy the decision as JSON</source>
        <translation>Entscheidung als JSON kopieren</translation>
    </message>
    <message>
        <source>Nobody served it</source>
        <translation>Niemand hat geantwortet</translation>
    </message>
    <message>
        <source>No target is known</source>
        <translation>Kein Ziel bekannt</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Warum: %1</translation>
    </message>
    <message>
        <source>The decision was kept, but it cannot be read. Below is what the record knows.</source>
        <translation>Die Entscheidung wurde behalten, ist aber nicht lesbar. Darunter steht, was der Eintrag weiß.</translation>
    </message>
    <message>
        <source>Some of the decision cannot be read and is left out. Copy it as JSON to see all of it.</source>
        <translation>Ein Teil der Entscheidung ist nicht lesbar und fehlt hier. Als JSON kopiert ist alles zu sehen.</translation>
    </message>
    <message>
        <source>The target was asked for by name: there was nothing to decide.</source>
        <translation>Das Ziel wurde beim Namen verlangt: Es gab nichts zu entscheiden.</translation>
    </message>
    <message>
        <source>Recorded without its decision: the path and the candidates are not known.</source>
        <translation>Ohne Entscheidung aufgezeichnet: Weg und Kandidaten sind nicht bekannt.</translation>
    </message>
    <message>
        <source>route %1</source>
        <translation>Route %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>streamed</source>
        <translation>gestreamt</translation>
    </message>
    <message>
        <source>translated</source>
        <translation>übersetzt</translation>
    </message>
    <message>
        <source>The provider speaks another API than the client.</source>
        <translation>Der Anbieter spricht eine andere API als der Client.</translation>
    </message>
    <message>
        <source>lost: %1</source>
        <translation>verloren: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more lost</source>
        <translation>
            <numerusform>%n weiterer Verlust</numerusform>
            <numerusform>%n weitere Verluste</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DecisionTreeModel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>What was looked at</source>
        <translation>Was betrachtet wurde</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DecisionView</name>
    <message>
        <source>No decision yet</source>
        <translation>Noch keine Entscheidung</translation>
    </message>
    <message>
        <source>Every step of the route, every candidate with the reason it won or lost, and every attempt stand here.</source>
        <translation>Hier stehen jeder Schritt der Route, jeder Kandidat mit dem Grund, warum er gewann oder verlor, und jeder Versuch.</translation>
    </message>
    <message>
        <source>Path of the decision</source>
        <translation>Weg der Entscheidung</translation>
    </message>
    <message>
        <source>Copy this row</source>
        <translation>Diese Zeile kopieren</translation>
    </message>
    <message>
        <source>Nothing was decided</source>
        <translation>Nichts wurde entschieden</translation>
    </message>
    <message>
        <source>The request ended before a route was looked at.</source>
        <translation>Die Anfrage endete, bevor eine Route betrachtet wurde.</translation>
    </message>
    <message>
        <source>The request ended before a route was looked at: %1</source>
        <translation>Die Anfrage endete, bevor eine Route betrachtet wurde: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DeployDialog</name>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Review and deploy</source>
        <translation>Prüfen und einsetzen</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Requests that are being served keep the rules that they began with.</source>
        <translation>Anfragen, die gerade bedient werden, behalten die Regeln, mit denen sie begonnen haben.</translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>A policy with errors cannot serve. %1</source>
        <translation>Eine Richtlinie mit Fehlern kann nicht in Betrieb gehen. %1</translation>
    </message>
    <message>
        <source>The checks have found no problem.</source>
        <translation>Die Prüfungen haben kein Problem gefunden.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Nachspielen</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>What this version is for</source>
        <translation>Wozu diese Version ist</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Nachricht:</translation>
    </message>
    <message>
        <source>A draft with errors decides nothing</source>
        <translation>Ein Entwurf mit Fehlern entscheidet nichts</translation>
    </message>
    <message numerus="yes">
        <source>Replay: %n change(s)</source>
        <translation>
            <numerusform>Nachspielen: %n Änderung</numerusform>
            <numerusform>Nachspielen: %n Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tests: %n fail(s)</source>
        <translation>
            <numerusform>Tests: %n scheitert</numerusform>
            <numerusform>Tests: %n scheitern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftDesk</name>
    <message>
        <source>Restore the draft</source>
        <translation>Entwurf wiederherstellen</translation>
    </message>
    <message>
        <source>The draft of %1 is here again. Undo goes back to what serves.</source>
        <translation>Der Entwurf vom %1 ist wieder da. Rückgängig führt zu dem zurück, was in Betrieb ist.</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>Go back to the rules that serve now? Undo brings the draft back.</source>
        <translation>Zurück zu den Regeln, die jetzt in Betrieb sind? Rückgängig bringt den Entwurf zurück.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back to version %1</source>
        <translation>Zurück zu Version %1</translation>
    </message>
    <message>
        <source>Change elsewhere</source>
        <translation>Änderung von anderswo</translation>
    </message>
    <message>
        <source>The policy was changed elsewhere, and so were these parts of the draft: %1. The draft keeps its own; review it before you deploy, or discard it.</source>
        <translation>Die Richtlinie wurde anderswo geändert, und ebenso diese Teile des Entwurfs: %1. Der Entwurf behält seine eigenen; prüfe ihn vor dem Einsetzen oder verwirf ihn.</translation>
    </message>
    <message>
        <source>provider %1</source>
        <translation>Anbieter %1</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>route %1</source>
        <translation>Route %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>Budget %1</translation>
    </message>
    <message>
        <source>client %1</source>
        <translation>Client %1</translation>
    </message>
    <message>
        <source>the address</source>
        <translation>die Adresse</translation>
    </message>
    <message>
        <source>retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>breakers</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>what is recorded</source>
        <translation>was aufgezeichnet wird</translation>
    </message>
    <message>
        <source>limits</source>
        <translation>Grenzen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftTestsView</name>
    <message>
        <source>Tests that fail</source>
        <translation>Tests, die scheitern</translation>
    </message>
    <message>
        <source>No route tests are open</source>
        <translation>Keine Routentests sind geöffnet</translation>
    </message>
    <message>
        <source>Open a file of tests in the Tests panel below the canvas, or save what the simulator decides as a test; they are tried here then.</source>
        <translation>Öffnen Sie unter der Leinwand, bei den Tests, eine Datei mit Tests, oder sichern Sie eine Entscheidung des Simulators als Test; dann werden sie hier erprobt.</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message>
        <source>Way: %1</source>
        <translation>Weg: %1</translation>
    </message>
    <message>
        <source>The draft can be deployed all the same. Failing tests are a warning: either the draft or the tests are out of date.</source>
        <translation>Der Entwurf kann trotzdem eingesetzt werden. Tests, die scheitern, sind eine Warnung: Entweder der Entwurf oder die Tests sind veraltet.</translation>
    </message>
    <message>
        <source>%1 passed, %2 failed</source>
        <translation>%1 bestanden, %2 gescheitert</translation>
    </message>
    <message numerus="yes">
        <source>All %n test(s) pass</source>
        <translation>
            <numerusform>%n Test besteht</numerusform>
            <numerusform>Alle %n Tests bestehen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ExchangeDetail</name>
    <message>
        <source>Details of the exchange</source>
        <translation>Details des Vorgangs</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
    <message>
        <source>Copy a command that sends this request again (Ctrl+Shift+C)</source>
        <translation>Befehl kopieren, der diese Anfrage noch einmal sendet (Strg+Umschalt+C)</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>Details schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Details schließen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 served by %2</source>
        <translation>%1, bedient von %2</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Why this target</source>
        <translation>Warum dieses Ziel</translation>
    </message>
    <message>
        <source>Finish reason</source>
        <translation>Abschlussgrund</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>none: asked for by name</source>
        <translation>keine: beim Namen angefragt</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Bedient von</translation>
    </message>
    <message>
        <source>Tokens and cost</source>
        <translation>Tokens und Kosten</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>%1, of which %2 cached</source>
        <translation>%1, davon %2 aus dem Cache</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>%1, of which %2 reasoning</source>
        <translation>%1, davon %2 Überlegung</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>%1, streamed</source>
        <translation>%1, gestreamt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 sent, %2 received</source>
        <translation>%1 gesendet, %2 empfangen</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Signalbox itself</source>
        <translation>Signalbox selbst</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>Receiving the rest</source>
        <translation>Empfang des Rests</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Time per output token</source>
        <translation>Zeit je Ausgabe-Token</translation>
    </message>
    <message>
        <source>Longest silence in the stream</source>
        <translation>Längste Stille im Stream</translation>
    </message>
    <message>
        <source>Waiting for providers&apos; first bytes</source>
        <translation>Warten auf die ersten Bytes der Anbieter</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Prompt variant</source>
        <translation>Prompt-Variante</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Made as</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>Simulieren</translation>
    </message>
    <message>
        <source>See in Rules what the draft would do with this request</source>
        <translation>In Regeln sehen, was der Entwurf mit dieser Anfrage täte</translation>
    </message>
    <message>
        <source>Make a test</source>
        <translation>Test daraus machen</translation>
    </message>
    <message>
        <source>Keep this request and what came of it as a test of the routes</source>
        <translation>Diese Anfrage und was aus ihr wurde als Routentest behalten</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FactsView</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FallbackForm</name>
    <message>
        <source>First</source>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>After a failure of the first</source>
        <translation>Nach einem Scheitern des ersten</translation>
    </message>
    <message>
        <source>Change Fallback</source>
        <translation>Ersatzkette ändern</translation>
    </message>
    <message>
        <source>Order of the tries</source>
        <translation>Reihenfolge der Versuche</translation>
    </message>
    <message>
        <source>Try it earlier</source>
        <translation>Früher versuchen</translation>
    </message>
    <message>
        <source>Try it later</source>
        <translation>Später versuchen</translation>
    </message>
    <message>
        <source>No longer try it</source>
        <translation>Nicht mehr versuchen</translation>
    </message>
    <message>
        <source>Leads nowhere</source>
        <translation>Führt nirgendwohin</translation>
    </message>
    <message>
        <source>The failure is final</source>
        <translation>Das Scheitern ist endgültig</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>nirgendwohin</translation>
    </message>
    <message>
        <source>Move a step</source>
        <translation>Schritt verschieben</translation>
    </message>
    <message>
        <source>Remove a step</source>
        <translation>Schritt entfernen</translation>
    </message>
    <message>
        <source>If it is slow</source>
        <translation>Wenn es dauert</translation>
    </message>
    <message>
        <source>Slow after</source>
        <translation>Zu langsam nach</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FeedbackButtons</name>
    <message>
        <source>Comment on the answer</source>
        <translation>Kommentar zur Antwort</translation>
    </message>
    <message>
        <source>Good answer</source>
        <translation>Gute Antwort</translation>
    </message>
    <message>
        <source>Bad answer</source>
        <translation>Schlechte Antwort</translation>
    </message>
    <message>
        <source>What was good or bad? Enter keeps it.</source>
        <translation>Was war gut oder schlecht? Die Eingabetaste behält es.</translation>
    </message>
    <message>
        <source>This was a good answer</source>
        <translation>Das war eine gute Antwort</translation>
    </message>
    <message>
        <source>You said that this was a good answer</source>
        <translation>Sie nannten das eine gute Antwort</translation>
    </message>
    <message>
        <source>This was a bad answer</source>
        <translation>Das war eine schlechte Antwort</translation>
    </message>
    <message>
        <source>You said that this was a bad answer</source>
        <translation>Sie nannten das eine schlechte Antwort</translation>
    </message>
    <message>
        <source>Say why (optional)</source>
        <translation>Warum? (freiwillig)</translation>
    </message>
    <message>
        <source>Your comment: %1</source>
        <translation>Ihr Kommentar: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FileChangeDialog</name>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>The policy file was changed</source>
        <translation>Die Richtliniendatei wurde geändert</translation>
    </message>
    <message>
        <source>Serves now</source>
        <translation>Jetzt in Betrieb</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>Taking over makes the file serve; a draft keeps the routes that it has edited. Keeping ours writes what serves into the file; what stands there now stays beside it.</source>
        <translation>Übernehmen nimmt die Datei in Betrieb; ein Entwurf behält die Routen, die er bearbeitet hat. Unsere behalten schreibt, was in Betrieb ist, in die Datei; was jetzt dort steht, bleibt daneben.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Keep ours</source>
        <translation>Unsere behalten</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::GraphCommands</name>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n nodes</source>
        <translation>
            <numerusform>%n Knoten löschen</numerusform>
            <numerusform>%n Knoten löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Add output</source>
        <translation>Ausgang hinzufügen</translation>
    </message>
    <message>
        <source>Remove output</source>
        <translation>Ausgang entfernen</translation>
    </message>
    <message>
        <source>Move output</source>
        <translation>Ausgang verschieben</translation>
    </message>
    <message>
        <source>Lead failures</source>
        <translation>Fehler leiten</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Herauslösen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::GroupRow</name>
    <message>
        <source>How the conditions are joined</source>
        <translation>Wie die Bedingungen verbunden sind</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>Alle davon</translation>
    </message>
    <message>
        <source>Any of these</source>
        <translation>Eines davon</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>Dies nicht</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Bedingung hinzufügen</translation>
    </message>
    <message>
        <source>Put into a group</source>
        <translation>In eine Gruppe legen</translation>
    </message>
    <message>
        <source>Dissolve the group</source>
        <translation>Gruppe auflösen</translation>
    </message>
    <message>
        <source>Turn into the opposite</source>
        <translation>Ins Gegenteil kehren</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>No condition: this never holds.</source>
        <translation>Keine Bedingung: Dies gilt nie.</translation>
    </message>
    <message>
        <source>No condition yet: this always holds.</source>
        <translation>Noch keine Bedingung: Dies gilt immer.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::HeaderStrip</name>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Signalbox</source>
        <translation>Signalbox</translation>
    </message>
    <message>
        <source>Connect a client…</source>
        <translation>Client verbinden …</translation>
    </message>
    <message>
        <source>Show how to point an SDK, an agent or an editor at Signalbox</source>
        <translation>Zeigen, wie man ein SDK, einen Agenten oder einen Editor mit Signalbox verbindet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>Could not start</source>
        <translation>Start gescheitert</translation>
    </message>
    <message>
        <source>no client can reach it now</source>
        <translation>für Clients jetzt nicht erreichbar</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>Adresse %1 kopieren</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start the proxy (F5)</source>
        <translation>Proxy starten (F5)</translation>
    </message>
    <message>
        <source>Stop the proxy (Shift+F5)</source>
        <translation>Proxy anhalten (Umschalt+F5)</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::InlineMessage</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::KeyPanel</name>
    <message>
        <source>Where the key comes from</source>
        <translation>Woher der Schlüssel kommt</translation>
    </message>
    <message>
        <source>System keychain</source>
        <translation>Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>Umgebungsvariable</translation>
    </message>
    <message>
        <source>Where to get a key</source>
        <translation>Wo es einen Schlüssel gibt</translation>
    </message>
    <message>
        <source>Keys are made at &lt;a href=&quot;%1&quot;&gt;%1&lt;/a&gt;</source>
        <translation>Schlüssel gibt es unter &lt;a href=&quot;%1&quot;&gt;%1&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Forget the key %1</source>
        <translation>Schlüssel %1 vergessen</translation>
    </message>
    <message>
        <source>Paste a key</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Store key</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Name of the variable</source>
        <translation>Name der Variablen</translation>
    </message>
    <message>
        <source>Use variable</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Storing the key…</source>
        <translation>Der Schlüssel wird gespeichert …</translation>
    </message>
    <message>
        <source>The key is stored.</source>
        <translation>Der Schlüssel ist gespeichert.</translation>
    </message>
    <message>
        <source>There is no keychain here: the key works until Signalbox ends and must be entered again next time.</source>
        <translation>Hier gibt es keinen Schlüsselbund: Der Schlüssel gilt, bis Signalbox beendet wird, und muss beim nächsten Mal neu eingegeben werden.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and store the key again.</source>
        <translation>Der Schlüsselbund ist gesperrt. Bitte entsperren und den Schlüssel noch einmal speichern.</translation>
    </message>
    <message>
        <source>The key could not be stored: %1</source>
        <translation>Der Schlüssel konnte nicht gespeichert werden: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::KeyStates</name>
    <message>
        <source>%1 is not set in the environment</source>
        <translation>%1 fehlt in der Umgebung</translation>
    </message>
    <message>
        <source>%1 from the environment</source>
        <translation>%1 aus der Umgebung</translation>
    </message>
    <message>
        <source>Asking the keychain…</source>
        <translation>Schlüsselbund wird gefragt …</translation>
    </message>
    <message>
        <source>Key stored in the system keychain</source>
        <translation>Schlüssel im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>Key stored in %1</source>
        <translation>Schlüssel gespeichert in %1</translation>
    </message>
    <message>
        <source>No keychain: the key is kept for this session only</source>
        <translation>Kein Schlüsselbund: Der Schlüssel gilt nur für diese Sitzung</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>No keychain, and no key for this session</source>
        <translation>Kein Schlüsselbund und kein Schlüssel für diese Sitzung</translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>Schlüssel fehlt</translation>
    </message>
    <message>
        <source>Built in, needs no key</source>
        <translation>Eingebaut, braucht keinen Schlüssel</translation>
    </message>
    <message>
        <source>Local, no key</source>
        <translation>Lokal, ohne Schlüssel</translation>
    </message>
    <message>
        <source>No key yet</source>
        <translation>Noch kein Schlüssel</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::KpiTile</name>
    <message>
        <source>%1: %2 %3, %4</source>
        <translation>%1: %2 %3, %4</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LiveGrid</name>
    <message>
        <source>Requests per second</source>
        <translation>Anfragen pro Sekunde</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Zeit bis erstes Token</translation>
    </message>
    <message>
        <source>Total time</source>
        <translation>Gesamtzeit</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>Fehlerrate</translation>
    </message>
    <message>
        <source>Cost per hour</source>
        <translation>Kosten pro Stunde</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LivePage</name>
    <message>
        <source>Nothing has come through yet</source>
        <translation>Noch ist nichts durchgekommen</translation>
    </message>
    <message>
        <source>Requests, latency, cost and errors show here as they happen. Point a client at Signalbox, or send a first request from here.</source>
        <translation>Hier erscheinen Anfragen, Latenz, Kosten und Fehler, sobald sie anfallen. Den Anfang macht ein verbundener Client oder eine Testanfrage von hier aus.</translation>
    </message>
    <message>
        <source>Connect a client…</source>
        <translation>Client verbinden …</translation>
    </message>
    <message>
        <source>Send a test request</source>
        <translation>Testanfrage senden</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Whose figures are shown</source>
        <translation>Wessen Zahlen angezeigt werden</translation>
    </message>
    <message>
        <source>All targets</source>
        <translation>Alle Ziele</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>As table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Show the values of the charts as a table (Ctrl+Shift+T)</source>
        <translation>Werte der Diagramme als Tabelle zeigen (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne Ziel</translation>
    </message>
    <message>
        <source>Nothing since Signalbox started</source>
        <translation>Nichts seit dem Start von Signalbox</translation>
    </message>
    <message>
        <source>Requests, latency, cost and errors show here as they happen. Earlier exchanges are in Traffic.</source>
        <translation>Hier erscheinen Anfragen, Latenz, Kosten und Fehler, sobald sie anfallen. Frühere Vorgänge stehen unter Verkehr.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LiveTiles</name>
    <message>
        <source>in 5 min</source>
        <translation>in 5 min</translation>
    </message>
    <message>
        <source>in 1 h</source>
        <translation>in 1 h</translation>
    </message>
    <message>
        <source>in 24 h</source>
        <translation>in 24 h</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Time to first token, p50</source>
        <translation>Erstes Token, p50</translation>
    </message>
    <message>
        <source>Total time, p95</source>
        <translation>Gesamtzeit, p95</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>p95 %1</source>
        <translation>p95 %1</translation>
    </message>
    <message>
        <source>p50 %1</source>
        <translation>p50 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>/h</source>
        <translation>/h</translation>
    </message>
    <message>
        <source>being answered now</source>
        <translation>gerade in Arbeit</translation>
    </message>
    <message>
        <source>%1, %2 unpriced</source>
        <translation>%1, %2 ohne Preis</translation>
    </message>
    <message>
        <source>%1, %2 saved by the cache</source>
        <translation>%1, %2 durch den Cache gespart</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::MainMenu</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation>&amp;Normale Größe</translation>
    </message>
    <message>
        <source>&amp;Proxy</source>
        <translation>&amp;Proxy</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Connect a client…</source>
        <translation>&amp;Client verbinden …</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard map</source>
        <translation>&amp;Tastenbelegung</translation>
    </message>
    <message>
        <source>&amp;About Signalbox</source>
        <translation>&amp;Über Signalbox</translation>
    </message>
    <message>
        <source>About Signalbox</source>
        <translation>Über Signalbox</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Signalbox %1&lt;/h3&gt;&lt;p&gt;Routes, compares and rolls out language models from the desktop.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Signalbox %1&lt;/h3&gt;&lt;p&gt;Leitet Anfragen an Sprachmodelle, vergleicht Modelle und führt sie ein, vom Schreibtisch aus.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Filter the traffic</source>
        <translation>Verkehr filtern</translation>
    </message>
    <message>
        <source>Next and previous exchange</source>
        <translation>Nächster und voriger Vorgang</translation>
    </message>
    <message>
        <source>Go to the details</source>
        <translation>Zu den Details</translation>
    </message>
    <message>
        <source>Close the details, then clear the filter</source>
        <translation>Details schließen, dann den Filter leeren</translation>
    </message>
    <message>
        <source>Copy the exchange as cURL</source>
        <translation>Vorgang als cURL kopieren</translation>
    </message>
    <message>
        <source>Show the charts as a table</source>
        <translation>Diagramme als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Keyboard map</source>
        <translation>Tastenbelegung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Canvas, outline and text of the rules</source>
        <translation>Bild, Liste und Text der Regeln</translation>
    </message>
    <message>
        <source>Add a node, or what an output leads to</source>
        <translation>Einen Knoten hinzufügen, oder wohin ein Ausgang führt</translation>
    </message>
    <message>
        <source>Lay the nodes out</source>
        <translation>Die Knoten anordnen</translation>
    </message>
    <message>
        <source>Next and previous problem of the rules</source>
        <translation>Nächstes und voriges Problem der Regeln</translation>
    </message>
    <message>
        <source>Simulate a request</source>
        <translation>Eine Anfrage simulieren</translation>
    </message>
    <message>
        <source>Next step of the simulation</source>
        <translation>Nächster Schritt der Simulation</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::MainWindow</name>
    <message>
        <source>Signalbox</source>
        <translation>Signalbox</translation>
    </message>
    <message>
        <source>Providers edited</source>
        <translation>Anbieter bearbeitet</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::MatchForm</name>
    <message>
        <source>Then, when</source>
        <translation>Dann, wenn</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::NavigationRail</name>
    <message>
        <source>Sections</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::NodeFormHost</name>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::NodeFormWindow</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::NodeInspector</name>
    <message>
        <source>Muted: walks pass it by</source>
        <translation>Stumm: Anfragen gehen daran vorbei</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Settings of the node</source>
        <translation>Einstellungen des Knotens</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>As its id</source>
        <translation>Wie die Kennung</translation>
    </message>
    <message>
        <source>Text of the node</source>
        <translation>Text des Knotens</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>Als Text</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Edit in a window of its own</source>
        <translation>In einem eigenen Fenster bearbeiten</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::NodePalette</name>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
    <message>
        <source>Nodes to add</source>
        <translation>Knoten zum Hinzufügen</translation>
    </message>
    <message>
        <source>%1: drag it onto the canvas, or onto an edge to put it there</source>
        <translation>%1: auf die Leinwand ziehen, oder auf eine Verbindung, um es dort einzufügen</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::OutcomeLine</name>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Of this request, with as long an answer as is usual</source>
        <translation>Dieser Anfrage, mit einer Antwort von üblicher Länge</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Time to the first token, as the pool compares it; p95 without a pool</source>
        <translation>Zeit bis zum ersten Token, wie der Pool sie vergleicht; ohne Pool p95</translation>
    </message>
    <message>
        <source>Answered by the route itself</source>
        <translation>Von der Route selbst beantwortet</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message>
        <source>Edited since</source>
        <translation>Seitdem bearbeitet</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::OutlineDelegate</name>
    <message>
        <source>Id of the node</source>
        <translation>Kennung des Knotens</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::OutlineModel</name>
    <message>
        <source>Output</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Output, may be left out</source>
        <translation>Ausgang, darf offen bleiben</translation>
    </message>
    <message>
        <source>leads to %1</source>
        <translation>führt zu %1</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::OutlineView</name>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Nodes it can lead to</source>
        <translation>Knoten, zu denen er führen kann</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>Knoten suchen</translation>
    </message>
    <message>
        <source>Add node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Outline of the route</source>
        <translation>Gliederung der Route</translation>
    </message>
    <message>
        <source>This route has no nodes yet</source>
        <translation>Diese Route hat noch keine Knoten</translation>
    </message>
    <message>
        <source>Nodes decide which target serves a request. The first one is where the route starts.</source>
        <translation>Knoten entscheiden, welches Ziel eine Anfrage bedient. Beim ersten beginnt die Route.</translation>
    </message>
    <message>
        <source>There are no routes yet</source>
        <translation>Es gibt noch keine Routen</translation>
    </message>
    <message>
        <source>A route is a name that clients may ask for as their model.</source>
        <translation>Eine Route ist ein Name, den Clients als ihr Modell verlangen können.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ParametersTable</name>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>The fields of the request&apos;s own body. A value is JSON; without one the field is removed.</source>
        <translation>Die Felder im Inhalt der Anfrage. Ein Wert ist JSON; ohne einen wird das Feld entfernt.</translation>
    </message>
    <message>
        <source>Add a parameter</source>
        <translation>Parameter hinzufügen</translation>
    </message>
    <message>
        <source>Leave the parameter as it is</source>
        <translation>Parameter lassen, wie er ist</translation>
    </message>
    <message>
        <source>Removed from the request</source>
        <translation>Aus der Anfrage entfernt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PolicyFileNotice</name>
    <message>
        <source>%1 was changed by another program. What serves stays as it is until you decide.</source>
        <translation>%1 wurde von einem anderen Programm geändert. Was in Betrieb ist, bleibt, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>%1 was changed by another program and has errors; what serves stays as it is. %2</source>
        <translation>%1 wurde von einem anderen Programm geändert und hat Fehler; was in Betrieb ist, bleibt. %2</translation>
    </message>
    <message>
        <source>Keep ours</source>
        <translation>Unsere behalten</translation>
    </message>
    <message>
        <source>Writes what serves into the file; what stands there now stays beside it</source>
        <translation>Schreibt, was in Betrieb ist, in die Datei; was jetzt dort steht, bleibt daneben</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PolicyTextView</name>
    <message>
        <source>Text of the policy</source>
        <translation>Text der Richtlinie</translation>
    </message>
    <message>
        <source>Edit the text</source>
        <translation>Text bearbeiten</translation>
    </message>
    <message>
        <source>The draft is as the text says.</source>
        <translation>Der Entwurf ist, wie der Text sagt.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>The text cannot be read as a policy: the draft stays as it was before.</source>
        <translation>Der Text kann nicht als Richtlinie gelesen werden: Der Entwurf bleibt, wie er vorher war.</translation>
    </message>
    <message>
        <source>Back to the draft</source>
        <translation>Zurück zum Entwurf</translation>
    </message>
    <message>
        <source>The draft was changed elsewhere meanwhile. Once it can be read, this text takes its place; undo brings the other back.</source>
        <translation>Der Entwurf wurde inzwischen anderswo geändert. Sobald er gelesen werden kann, tritt dieser Text an seine Stelle; Rückgängig bringt den anderen zurück.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PoolBalance</name>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Zuverlässigkeit</translation>
    </message>
    <message>
        <source>What %1 counts</source>
        <translation>Wie viel %1 zählt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>Was zählt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PoolForm</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of requests for targets of which too little is known</source>
        <translation>Anteil der Anfragen für Ziele, von denen zu wenig bekannt ist</translation>
    </message>
    <message>
        <source>Chooses</source>
        <translation>Wählt</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>If nobody qualifies</source>
        <translation>Wenn keines genügt</translation>
    </message>
    <message>
        <source>Exploration</source>
        <translation>Erkundung</translation>
    </message>
    <message>
        <source>p%1</source>
        <translation>p%1</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
    <message>
        <source>Speed is</source>
        <translation>Schnell heißt</translation>
    </message>
    <message>
        <source>Order now</source>
        <translation>Reihenfolge jetzt</translation>
    </message>
    <message>
        <source>For a short request without tools, by what is known at this moment</source>
        <translation>Für eine kurze Anfrage ohne Werkzeuge, nach dem, was in diesem Augenblick bekannt ist</translation>
    </message>
    <message>
        <source>Targets this close to the best count as equal: the less busy one serves</source>
        <translation>Ziele, die dem besten so nahe sind, gelten als gleich: das weniger beschäftigte bedient</translation>
    </message>
    <message>
        <source>As good within</source>
        <translation>Gleich gut innerhalb von</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Cheapest serves</source>
        <translation>Günstigstes bedient</translation>
    </message>
    <message>
        <source>First serves</source>
        <translation>Erstes bedient</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>If it is slow</source>
        <translation>Wenn es dauert</translation>
    </message>
    <message>
        <source>Slow after</source>
        <translation>Zu langsam nach</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PoolLimitRow</name>
    <message>
        <source>Excludes those that do not meet it</source>
        <translation>Schließt aus, wer sie nicht einhält</translation>
    </message>
    <message>
        <source>What is limited</source>
        <translation>Was begrenzt wird</translation>
    </message>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
    <message>
        <source>p%1</source>
        <translation>p%1</translation>
    </message>
    <message>
        <source>Ceiling or floor</source>
        <translation>Ober- oder Untergrenze</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>Remove the limit</source>
        <translation>Grenze entfernen</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Otherwise they only stand behind those that do</source>
        <translation>Sonst stehen sie nur hinter denen, die sie einhalten</translation>
    </message>
    <message>
        <source>Today: %1</source>
        <translation>Heute: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PoolLimits</name>
    <message>
        <source>Add a ceiling or a floor</source>
        <translation>Ober- oder Untergrenze hinzufügen</translation>
    </message>
    <message>
        <source>Ceilings and floors</source>
        <translation>Ober- und Untergrenzen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PoolMembers</name>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Vorrang</translation>
    </message>
    <message>
        <source>How often it is drawn beside the others</source>
        <translation>Wie oft es neben den anderen gezogen wird</translation>
    </message>
    <message>
        <source>Lower ones go first, whatever is chosen by</source>
        <translation>Kleinere kommen zuerst, wonach auch immer gewählt wird</translation>
    </message>
    <message>
        <source>Ticked targets are in the pool. Drag them into another order, or move them with Alt and an arrow key.</source>
        <translation>Angekreuzte Ziele sind im Pool. Ziehen Sie sie in eine andere Reihenfolge, oder verschieben Sie sie mit Alt und einer Pfeiltaste.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PoolRanking</name>
    <message>
        <source>Nobody could serve a request now.</source>
        <translation>Niemand könnte jetzt eine Anfrage bedienen.</translation>
    </message>
    <message>
        <source>Order of the targets now</source>
        <translation>Reihenfolge der Ziele jetzt</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1. %2: %3</source>
        <translation>%1. %2: %3</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PredicateEditor</name>
    <message>
        <source>Add a condition</source>
        <translation>Bedingung hinzufügen</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PredicateRow</name>
    <message>
        <source>What can be done here</source>
        <translation>Was hier getan werden kann</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProblemsModel</name>
    <message>
        <source>Line %L1</source>
        <translation>Zeile %L1</translation>
    </message>
    <message>
        <source>Route %1</source>
        <translation>Route %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a route and a node</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>a route, a node and its output</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>errors, warnings</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1: %2 At %3.</source>
        <comment>severity, message, place</comment>
        <translation>%1: %2 Bei %3.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a problem, and what to do</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>This policy can serve as it is.</source>
        <translation>Diese Richtlinie kann so in Betrieb gehen.</translation>
    </message>
    <message>
        <source>What is found will stand here.</source>
        <translation>Was gefunden wird, steht dann hier.</translation>
    </message>
    <message>
        <source>%1, checking…</source>
        <translation>%1, wird geprüft…</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProviderForm</name>
    <message>
        <source>OpenAI Chat Completions</source>
        <translation>OpenAI Chat Completions</translation>
    </message>
    <message>
        <source>OpenAI Responses</source>
        <translation>OpenAI Responses</translation>
    </message>
    <message>
        <source>Anthropic Messages</source>
        <translation>Anthropic Messages</translation>
    </message>
    <message>
        <source>Google Gemini</source>
        <translation>Google Gemini</translation>
    </message>
    <message>
        <source>Bedrock Converse</source>
        <translation>Bedrock Converse</translation>
    </message>
    <message>
        <source>Cohere</source>
        <translation>Cohere</translation>
    </message>
    <message>
        <source>Ollama</source>
        <translation>Ollama</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>Simuliert</translation>
    </message>
    <message>
        <source>Ask streams for their usage</source>
        <translation>Bei Streams den Verbrauch anfordern</translation>
    </message>
    <message>
        <source>As the API has it</source>
        <translation>Wie die API es vorsieht</translation>
    </message>
    <message>
        <source>Off for providers that refuse stream_options; Signalbox then counts what they send by themselves</source>
        <translation>Aus für Anbieter, die stream_options ablehnen; Signalbox zählt dann, was sie von selbst senden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Key header</source>
        <translation>Schlüssel-Header</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source> tokens/s</source>
        <translation> Tokens/s</translation>
    </message>
    <message>
        <source>Server errors</source>
        <translation>Serverfehler</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>The base URL must begin with https:// or http:// and name a host.</source>
        <translation>Die Basis-URL muss mit https:// oder http:// beginnen und einen Host nennen.</translation>
    </message>
    <message>
        <source>The latest that Signalbox knows</source>
        <translation>Die neueste, die Signalbox kennt</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API-Version</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProviderList</name>
    <message>
        <source>Add a provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProvidersPage</name>
    <message>
        <source>No provider yet</source>
        <translation>Noch kein Anbieter</translation>
    </message>
    <message>
        <source>A provider is whom Signalbox calls: a vendor in the cloud, or a model server on this machine. Add one and test the connection.</source>
        <translation>Anbieter sind die, die Signalbox aufruft: ein Dienst in der Cloud oder ein Modellserver auf diesem Rechner. Nach dem Hinzufügen zeigt ein Test, ob die Verbindung steht.</translation>
    </message>
    <message>
        <source>Add a provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Connection and models</source>
        <translation>Verbindung und Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>The change could not be saved: %1</source>
        <translation>Die Änderung konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>MODELL</translation>
    </message>
    <message>
        <source>Clients may ask for its models as %1/%2</source>
        <translation>Clients erreichen die Modelle als %1/%2</translation>
    </message>
    <message>
        <source>Remove a provider</source>
        <translation>Anbieter entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from the policy?</source>
        <translation>%1 aus der Richtlinie entfernen?</translation>
    </message>
    <message>
        <source>These targets go with it: %1.</source>
        <translation>Diese Ziele entfallen mit ihm: %1.</translation>
    </message>
    <message>
        <source>These routes lose a target: %1.</source>
        <translation>Diese Routen verlieren ein Ziel: %1.</translation>
    </message>
    <message>
        <source>These routes have no other target and are removed: %1.</source>
        <translation>Diese Routen haben kein anderes Ziel und werden entfernt: %1.</translation>
    </message>
    <message>
        <source>Its keys stay in the keychain.</source>
        <translation>Die Schlüssel bleiben im Schlüsselbund.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProxyTrouble</name>
    <message>
        <source>Port %1 is in use by another program.</source>
        <translation>Port %1 wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>Port %1 is in use by %2 (process %3).</source>
        <translation>Port %1 wird von %2 (Prozess %3) benutzt.</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Port %1 nehmen</translation>
    </message>
    <message>
        <source>This user may not listen on %1 port %2. Ports below 1024 are reserved; choose a higher one.</source>
        <translation>Dieses Benutzerkonto darf auf %1, Port %2, nicht lauschen. Ports unter 1024 sind reserviert; ein höherer hilft.</translation>
    </message>
    <message>
        <source>%1 is not an address of this machine.</source>
        <translation>%1 ist keine Adresse dieses Rechners.</translation>
    </message>
    <message>
        <source>The proxy could not listen on %1 port %2: %3</source>
        <translation>Der Proxy konnte auf %1, Port %2, nicht lauschen: %3</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RateLimitForm</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Konversation</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Alle zusammen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Innerhalb von</translation>
    </message>
    <message>
        <source>Counted by</source>
        <translation>Gezählt nach</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>Verbraucht</translation>
    </message>
    <message>
        <source>Nothing is limited.</source>
        <translation>Nichts ist begrenzt.</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>Each is counted by itself.</source>
        <translation>Jede wird für sich gezählt.</translation>
    </message>
    <message>
        <source>Client %1, who has used most:</source>
        <translation>Client %1, der am meisten verbraucht hat:</translation>
    </message>
    <message>
        <source>%1 of %2 requests</source>
        <translation>%1 von %2 Anfragen</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 von %2 Token</translation>
    </message>
    <message>
        <source>%1 of %2 at once</source>
        <translation>%1 von %2 gleichzeitig</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ReplayPanel</name>
    <message>
        <source>Serves now</source>
        <translation>Jetzt in Betrieb</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Decisions that change</source>
        <translation>Entscheidungen, die sich ändern</translation>
    </message>
    <message>
        <source>Routes whose decisions change</source>
        <translation>Routen, deren Entscheidungen sich ändern</translation>
    </message>
    <message>
        <source>Exchanges to replay</source>
        <translation>Nachzuspielende Vorgänge</translation>
    </message>
    <message>
        <source>Exchanges replayed</source>
        <translation>Nachgespielte Vorgänge</translation>
    </message>
    <message>
        <source>Last exchanges:</source>
        <translation>Letzte Vorgänge:</translation>
    </message>
    <message>
        <source>Replaying…</source>
        <translation>Wird nachgespielt…</translation>
    </message>
    <message>
        <source>Not replayed</source>
        <translation>Nicht nachgespielt</translation>
    </message>
    <message>
        <source>Targets by name</source>
        <translation>Ziele mit Namen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Replay again</source>
        <translation>Noch einmal nachspielen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RequestEditor</name>
    <message>
        <source>A route, a target or a model</source>
        <translation>Eine Route, ein Ziel oder ein Modell</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON-Schema</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>As the body says</source>
        <translation>Wie der Rumpf sagt</translation>
    </message>
    <message>
        <source>Nobody in particular</source>
        <translation>Niemand Bestimmtes</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Kopffelder</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>What the client says</source>
        <translation>Was der Client sagt</translation>
    </message>
    <message>
        <source>Number of tools</source>
        <translation>Anzahl der Werkzeuge</translation>
    </message>
    <message>
        <source>The answer has to follow a JSON schema</source>
        <translation>Die Antwort muss einem JSON-Schema folgen</translation>
    </message>
    <message>
        <source>Model or route</source>
        <translation>Modell oder Route</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RouteTestsPanel</name>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>No cases yet: run a request in the simulator and save it as a test</source>
        <translation>Noch keine Fälle: Lassen Sie im Simulator eine Anfrage laufen und speichern Sie sie als Test</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n passed</source>
        <extracomment>%1 of %n cases passed.</extracomment>
        <translation>
            <numerusform>%1 von %n bestanden</numerusform>
            <numerusform>%1 von %n bestanden</numerusform>
        </translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n Fall</numerusform>
            <numerusform>%n Fälle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RulesDocument</name>
    <message>
        <source>The policy has no route.</source>
        <translation>Die Richtlinie hat keine Route.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RulesHead</name>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Review &amp;&amp; deploy…</source>
        <translation>Prüfen &amp;&amp; einsetzen…</translation>
    </message>
    <message>
        <source>Edit routes</source>
        <translation>Routen bearbeiten</translation>
    </message>
    <message>
        <source>New, rename, copy or remove a route</source>
        <translation>Route anlegen, umbenennen, kopieren oder entfernen</translation>
    </message>
    <message>
        <source>New route…</source>
        <translation>Neue Route…</translation>
    </message>
    <message>
        <source>New route</source>
        <translation>Neue Route</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Rename route</source>
        <translation>Route umbenennen</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopieren…</translation>
    </message>
    <message>
        <source>Copy route</source>
        <translation>Route kopieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove route %1</source>
        <translation>Route %1 entfernen</translation>
    </message>
    <message>
        <source>Name that clients ask for:</source>
        <translation>Name, den Clients verlangen:</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message>
        <source>Draft, not serving yet</source>
        <translation>Entwurf, noch nicht in Betrieb</translation>
    </message>
    <message>
        <source>Serving as shown</source>
        <translation>In Betrieb wie gezeigt</translation>
    </message>
    <message>
        <source>Versions…</source>
        <translation>Versionen…</translation>
    </message>
    <message>
        <source>What has served, and the way back to it</source>
        <translation>Was in Betrieb war, und der Weg dorthin zurück</translation>
    </message>
    <message>
        <source>What deploying would change</source>
        <translation>Was ein Einsatz ändern würde</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RulesPage</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>Simulator</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>Nächstes Problem</translation>
    </message>
    <message>
        <source>Previous problem</source>
        <translation>Voriges Problem</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The draft could not be deployed: %1</source>
        <translation>Der Entwurf konnte nicht eingesetzt werden: %1</translation>
    </message>
    <message>
        <source>Problems, simulator and tests</source>
        <translation>Probleme, Simulator und Tests</translation>
    </message>
    <message>
        <source>Review and deploy</source>
        <translation>Prüfen und einsetzen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SearchMenu</name>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SegmentedControl</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ShadowForm</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>$</source>
        <translation>$</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Copies go to</source>
        <translation>Kopien gehen an</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>At most a day</source>
        <translation>Höchstens am Tag</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>No client sees what it answers, or waits for it.</source>
        <translation>Kein Client sieht, was es antwortet, oder wartet darauf.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SignalChooser</name>
    <message>
        <source>What is looked at</source>
        <translation>Was angesehen wird</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <translation>Name des Feldes</translation>
    </message>
    <message>
        <source>x-team</source>
        <translation>x-team</translation>
    </message>
    <message>
        <source>user_id</source>
        <translation>user_id</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SimulatorInputPane</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>Decide for this request; nobody is called (Ctrl+Enter)</source>
        <translation>Für diese Anfrage entscheiden; niemand wird gerufen (Strg+Eingabe)</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SimulatorPanel</name>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Select the next node of the way (F10)</source>
        <translation>Den nächsten Knoten des Wegs auswählen (F10)</translation>
    </message>
    <message>
        <source>What would this draft do?</source>
        <translation>Was würde dieser Entwurf tun?</translation>
    </message>
    <message>
        <source>Describe a request and run it with Ctrl+Enter. The draft decides for it as it would live, and nobody is called.</source>
        <translation>Beschreiben Sie eine Anfrage und führen Sie sie mit Strg+Eingabe aus. Der Entwurf entscheidet wie im Betrieb, und niemand wird gerufen.</translation>
    </message>
    <message>
        <source>Nothing was decided</source>
        <translation>Nichts wurde entschieden</translation>
    </message>
    <message>
        <source>The message above says why.</source>
        <translation>Die Meldung oben sagt, warum.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SlowRuleFields</name>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Give up and try the next</source>
        <translation>Aufgeben und den nächsten versuchen</translation>
    </message>
    <message>
        <source>Ask the next as well</source>
        <translation>Den nächsten auch fragen</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SnippetDialog</name>
    <message>
        <source>Connect a client</source>
        <translation>Client verbinden</translation>
    </message>
    <message>
        <source>curl</source>
        <translation>curl</translation>
    </message>
    <message>
        <source>Sends one request from a terminal.</source>
        <translation>Sendet eine Anfrage aus einem Terminal.</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Uses the official OpenAI package.</source>
        <translation>Verwendet das offizielle OpenAI-Paket.</translation>
    </message>
    <message>
        <source>JavaScript</source>
        <translation>JavaScript</translation>
    </message>
    <message>
        <source>Uses the official OpenAI package, in Node or Bun.</source>
        <translation>Verwendet das offizielle OpenAI-Paket, in Node oder Bun.</translation>
    </message>
    <message>
        <source>Claude Code</source>
        <translation>Claude Code</translation>
    </message>
    <message>
        <source>Set these in the shell from which you start Claude Code.</source>
        <translation>In der Shell setzen, aus der Claude Code gestartet wird.</translation>
    </message>
    <message>
        <source>Signalbox speaks the APIs that your tools already speak. Point them at this address and name a route in place of a model.</source>
        <translation>Signalbox spricht die APIs, die vorhandene Werkzeuge schon sprechen. Sie brauchen nur diese Adresse und statt eines Modells den Namen einer Route.</translation>
    </message>
    <message>
        <source>The key lets this machine&apos;s own programs in. It is not a provider&apos;s key and works for Signalbox only.</source>
        <translation>Der Schlüssel lässt die Programme dieses Rechners ein. Er gehört zu keinem Anbieter und gilt nur für Signalbox.</translation>
    </message>
    <message>
        <source>The proxy is not running now: start it before you try this.</source>
        <translation>Der Proxy läuft gerade nicht und muss vor dem Ausprobieren gestartet werden.</translation>
    </message>
    <message>
        <source>Snippet</source>
        <translation>Codebeispiel</translation>
    </message>
    <message>
        <source>Copy the snippet</source>
        <translation>Codebeispiel kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SplitForm</name>
    <message>
        <source>Arm</source>
        <translation>Arm</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Konversation</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Arms</source>
        <translation>Arme</translation>
    </message>
    <message>
        <source>Sticks to</source>
        <translation>Bleibt bei</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of arm %1</source>
        <translation>Anteil von Arm %1</translation>
    </message>
    <message>
        <source>Route and node</source>
        <translation>Route und Knoten</translation>
    </message>
    <message>
        <source>Splits with the same seed put a conversation in the same place</source>
        <translation>Aufteilungen mit demselben Startwert legen ein Gespräch an dieselbe Stelle</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Add an arm</source>
        <translation>Arm hinzufügen</translation>
    </message>
    <message>
        <source>Remove the arm</source>
        <translation>Arm entfernen</translation>
    </message>
    <message>
        <source>Remove an arm</source>
        <translation>Arm entfernen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StatusStrip</name>
    <message numerus="yes">
        <source>%1 record(s) stored</source>
        <extracomment>%1 is the number of records, with digits grouped.</extracomment>
        <translation>
            <numerusform>%1 Aufzeichnung</numerusform>
            <numerusform>%1 Aufzeichnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Keychain: asking…</source>
        <translation>Schlüsselbund: wird gefragt …</translation>
    </message>
    <message>
        <source>Figures of the last five minutes</source>
        <translation>Zahlen der letzten fünf Minuten</translation>
    </message>
    <message>
        <source>Keychain: ready</source>
        <translation>Schlüsselbund: bereit</translation>
    </message>
    <message>
        <source>Keychain: %1</source>
        <translation>Schlüsselbund: %1</translation>
    </message>
    <message>
        <source>Keychain: locked</source>
        <translation>Schlüsselbund: gesperrt</translation>
    </message>
    <message>
        <source>No keychain: keys last this session only</source>
        <translation>Kein Schlüsselbund: Schlüssel gelten nur für diese Sitzung</translation>
    </message>
    <message>
        <source>%1 requests/s</source>
        <translation>%1 Anfragen/s</translation>
    </message>
    <message>
        <source>TTFT p95 %1</source>
        <translation>TTFT p95 %1</translation>
    </message>
    <message>
        <source>Errors %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>%1 pro Stunde</translation>
    </message>
    <message>
        <source>Opening the record store…</source>
        <translation>Aufzeichnungen werden geöffnet …</translation>
    </message>
    <message>
        <source>Records are kept in memory only</source>
        <translation>Aufzeichnungen nur im Arbeitsspeicher</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SwitchForm</name>
    <message>
        <source>A case is one value, or several with commas between them. What no case has goes to “Else”.</source>
        <translation>Ein Fall ist ein Wert, oder mehrere mit Kommas dazwischen. Was kein Fall hat, geht zu „Sonst“.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TableCellDelegate</name>
    <message>
        <source>Leads nowhere</source>
        <translation>Führt nirgendwohin</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TableForm</name>
    <message>
        <source>The first row that holds</source>
        <translation>Die erste Zeile, die gilt</translation>
    </message>
    <message>
        <source>The only row that holds</source>
        <translation>Die einzige Zeile, die gilt</translation>
    </message>
    <message>
        <source>All that hold, one after the other</source>
        <translation>Alle, die gelten, eine nach der anderen</translation>
    </message>
    <message>
        <source>Goes by</source>
        <translation>Es gilt</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TableGrid</name>
    <message>
        <source>Rows of the table</source>
        <translation>Zeilen der Tabelle</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>Move the row up</source>
        <translation>Zeile nach oben</translation>
    </message>
    <message>
        <source>Move the row down</source>
        <translation>Zeile nach unten</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>Zeile entfernen</translation>
    </message>
    <message>
        <source>What the column of the current cell looks at</source>
        <translation>Worauf die Spalte der aktuellen Zelle sieht</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Remove the column</source>
        <translation>Spalte entfernen</translation>
    </message>
    <message>
        <source>Gaps are looked for once all cells can be compared.</source>
        <translation>Lücken werden gesucht, sobald alle Zellen verglichen werden können.</translation>
    </message>
    <message>
        <source>Remove a row</source>
        <translation>Zeile entfernen</translation>
    </message>
    <message>
        <source>Move a row</source>
        <translation>Zeile verschieben</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TableGridModel</name>
    <message>
        <source>Leads nowhere</source>
        <translation>Führt nirgendwohin</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Vorrang</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TargetsTable</name>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Req/s</source>
        <translation>Anfr./s</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Cost/h</source>
        <translation>Kosten/h</translation>
    </message>
    <message>
        <source>Time to first token, p95</source>
        <translation>Zeit bis zum ersten Token, p95</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne Ziel</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TestRequest</name>
    <message>
        <source>The proxy is not running. Start it first (F5).</source>
        <translation>Der Proxy läuft nicht. Er muss zuerst gestartet werden (F5).</translation>
    </message>
    <message>
        <source>The test request failed: %1</source>
        <translation>Die Testanfrage ist gescheitert: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TestsBar</name>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save as test</source>
        <translation>Als Test speichern</translation>
    </message>
    <message>
        <source>Add what the simulator was asked, and expect what it showed</source>
        <translation>Hinzufügen, was der Simulator gefragt wurde, und erwarten, was er zeigte</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Alle ausführen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TestsTableModel</name>
    <message>
        <source>Not run yet</source>
        <translation>Noch nicht ausgeführt</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TimeSeriesChart</name>
    <message>
        <source>−%1 h</source>
        <translation>−%1 h</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Now %1</source>
        <translation>Jetzt %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TimingBar</name>
    <message>
        <source>Share of the time</source>
        <translation>Anteil an der Zeit</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficDelegate</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>shadow</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>health probe</source>
        <translation>Zustandsprobe</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>gecacht</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficFilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by model, route, target, provider, error or id</source>
        <translation>Nach Modell, Route, Ziel, Anbieter, Fehler oder Kennung filtern</translation>
    </message>
    <message>
        <source>Filter the list (Ctrl+F)</source>
        <translation>Liste filtern (Strg+F)</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation>Jeder Ausgang</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>All providers</source>
        <translation>Alle Anbieter</translation>
    </message>
    <message numerus="yes">
        <source>%1 exchange(s)</source>
        <extracomment>%1 is the number of exchanges, with digits grouped; %n is the same number for the plural.</extracomment>
        <translation>
            <numerusform>%1 Vorgang</numerusform>
            <numerusform>%1 Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all exchanges again</source>
        <translation>Wieder alle Vorgänge zeigen</translation>
    </message>
    <message>
        <source>Only exchanges of %1. Click to show all of them again.</source>
        <translation>Nur Vorgänge von %1. Klicken Sie, um wieder alle zu zeigen.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficHeader</name>
    <message>
        <source>Right-click to choose the columns</source>
        <translation>Spalten per Rechtsklick wählen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficOverlay</name>
    <message>
        <source>the last 5 minutes</source>
        <translation>der letzten 5 Minuten</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>der letzten Stunde</translation>
    </message>
    <message>
        <source>Reading what was recorded…</source>
        <translation>Aufzeichnungen werden gelesen…</translation>
    </message>
    <message>
        <source>No exchange came to this route in %1.</source>
        <translation>Kein Vorgang %1 kam zu dieser Route.</translation>
    </message>
    <message>
        <source>the newest %1 exchanges of %2</source>
        <translation>den neuesten %1 Vorgängen %2</translation>
    </message>
    <message>
        <source>%1 exchanges of %2</source>
        <translation>%1 Vorgängen %2</translation>
    </message>
    <message>
        <source>Width: share of %1.</source>
        <translation>Breite: Anteil an %1.</translation>
    </message>
    <message>
        <source>Green: none failed, amber: under 5 %, red: 5 % or more of %1. Width: share.</source>
        <translation>Grün: keiner gescheitert, gelb: unter 5 %, rot: 5 % oder mehr von %1. Breite: Anteil.</translation>
    </message>
    <message>
        <source>Width: share of the cost of %1.</source>
        <translation>Breite: Anteil an den Kosten von %1.</translation>
    </message>
    <message>
        <source>%1 → %2, %3</source>
        <translation>%1 → %2, %3</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficPage</name>
    <message>
        <source>Scroll to the newest exchange (Home)</source>
        <translation>Zum neuesten Vorgang (Pos1)</translation>
    </message>
    <message>
        <source>No exchange has been recorded yet</source>
        <translation>Noch ist kein Vorgang aufgezeichnet</translation>
    </message>
    <message>
        <source>Every request that a client sends through Signalbox is listed here with its answer, its cost, and why it was routed as it was.</source>
        <translation>Hier steht jede Anfrage, die ein Client über Signalbox sendet, mit der Antwort, den Kosten und dem Grund, warum sie so geleitet wurde.</translation>
    </message>
    <message>
        <source>Connect a client…</source>
        <translation>Client verbinden …</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>Records are searched by model, route, target, provider, error and id.</source>
        <translation>Durchsucht werden Modell, Route, Ziel, Anbieter, Fehler und Kennung der Aufzeichnungen.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message numerus="yes">
        <source>%n new ↑</source>
        <translation>
            <numerusform>%n neuer ↑</numerusform>
            <numerusform>%n neue ↑</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Why this target</source>
        <translation>Warum dieses Ziel</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficView</name>
    <message>
        <source>Exchanges</source>
        <translation>Vorgänge</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TransformForm</name>
    <message>
        <source>Instead of the client&apos;s</source>
        <translation>Statt dem des Clients</translation>
    </message>
    <message>
        <source>Before the client&apos;s</source>
        <translation>Vor dem des Clients</translation>
    </message>
    <message>
        <source>After the client&apos;s</source>
        <translation>Nach dem des Clients</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Empty: the client&apos;s own stays. {{name}} stands for a variable.</source>
        <translation>Leer: Der des Clients bleibt. {{name}} steht für eine Variable.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Records and statistics tell variants of a prompt apart by this</source>
        <translation>Daran unterscheiden Aufzeichnungen und Statistiken Varianten eines Prompts</translation>
    </message>
    <message>
        <source>Differences between the prompts</source>
        <translation>Unterschiede zwischen den Prompts</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>Steht</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Gegenüber</translation>
    </message>
    <message>
        <source>As it serves now</source>
        <translation>Wie jetzt in Betrieb</translation>
    </message>
    <message>
        <source>%1 of route %2</source>
        <translation>%1 der Route %2</translation>
    </message>
    <message>
        <source>Variant %1 of route %2</source>
        <translation>Variante %1 der Route %2</translation>
    </message>
    <message>
        <source>Both prompts are the same.</source>
        <translation>Beide Prompts sind gleich.</translation>
    </message>
    <message>
        <source>There is no other prompt to compare this one with.</source>
        <translation>Es gibt keinen anderen Prompt, mit dem dieser verglichen werden kann.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ValueField</name>
    <message>
        <source>Show known values</source>
        <translation>Bekannte Werte zeigen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::VariablesTable</name>
    <message>
        <source>Add them</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Add a variable</source>
        <translation>Variable hinzufügen</translation>
    </message>
    <message>
        <source>Remove the variable</source>
        <translation>Variable entfernen</translation>
    </message>
    <message>
        <source>name</source>
        <translation>name</translation>
    </message>
    <message>
        <source>Nothing stands for: %1</source>
        <translation>Nichts steht für: %1</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What variable %1 is</source>
        <translation>Was Variable %1 ist</translation>
    </message>
    <message>
        <source>There is no signal “%1”.</source>
        <translation>Es gibt kein Signal „%1“.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::VersionsDialog</name>
    <message>
        <source>Served when Signalbox started</source>
        <translation>In Betrieb beim Start von Signalbox</translation>
    </message>
    <message>
        <source>Taken over from the file</source>
        <translation>Aus der Datei übernommen</translation>
    </message>
    <message>
        <source>Without a message</source>
        <translation>Ohne Nachricht</translation>
    </message>
    <message>
        <source>Versions of the policy</source>
        <translation>Versionen der Richtlinie</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Roll back to this version</source>
        <translation>Zu dieser Version zurückkehren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Going back deploys the version at once. Undo makes the rules of before a draft again.</source>
        <translation>Zurückkehren setzt die Version sofort ein. Rückgängig macht die Regeln von vorher wieder zu einem Entwurf.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) cannot be read and are left out.</source>
        <translation>
            <numerusform>%n Version kann nicht gelesen werden und fehlt hier.</numerusform>
            <numerusform>%n Versionen können nicht gelesen werden und fehlen hier.</numerusform>
        </translation>
    </message>
    <message>
        <source>No version has been kept yet. Every policy that is deployed becomes one.</source>
        <translation>Noch wurde keine Version aufbewahrt. Jede eingesetzte Richtlinie wird eine.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Version %1 has errors by today&apos;s checks and cannot serve again.</source>
        <translation>Version %1 hat nach den heutigen Prüfungen Fehler und kann nicht wieder in Betrieb gehen.</translation>
    </message>
    <message>
        <source>Version %1 is what serves now.</source>
        <translation>Version %1 ist jetzt in Betrieb.</translation>
    </message>
    <message numerus="yes">
        <source>Going back to version %1 makes %n change(s).</source>
        <translation>
            <numerusform>Zurückkehren zu Version %1 ändert %n Stelle.</numerusform>
            <numerusform>Zurückkehren zu Version %1 ändert %n Stellen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WhatIfDelegate</name>
    <message>
        <source>As it is</source>
        <translation>Wie es ist</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WhatIfTableModel</name>
    <message>
        <source>As it is</source>
        <translation>Wie es ist</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Time to first token, p95, in milliseconds</source>
        <translation>Zeit bis zum ersten Token, p95, in Millisekunden</translation>
    </message>
    <message>
        <source>TTFT p95, ms</source>
        <translation>TTFT p95, ms</translation>
    </message>
    <message>
        <source>Share of attempts that succeed, in percent</source>
        <translation>Anteil der Versuche, die gelingen, in Prozent</translation>
    </message>
    <message>
        <source>Success, %</source>
        <translation>Erfolg, %</translation>
    </message>
    <message>
        <source>Whether its breaker keeps it from being asked</source>
        <translation>Ob seine Sicherung verhindert, dass es gefragt wird</translation>
    </message>
    <message>
        <source>Breaker</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Tokens of the answer in a second</source>
        <translation>Token der Antwort je Sekunde</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>Share of answers that are right, in percent, for types of task that have no figure of their own</source>
        <translation>Anteil richtiger Antworten in Prozent, für Aufgabenarten ohne eigene Angabe</translation>
    </message>
    <message>
        <source>Accuracy, %</source>
        <translation>Genauigkeit, %</translation>
    </message>
    <message>
        <source>Requests that it is answering now</source>
        <translation>Anfragen, die es gerade beantwortet</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Laufend</translation>
    </message>
</context>
</TS>
