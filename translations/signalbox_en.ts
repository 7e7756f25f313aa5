<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CandidateItems</name>
    <message numerus="yes">
        <source>The figure rests on %n measurement(s).</source>
        <translation>
            <numerusform>The figure rests on %n measurement.</numerusform>
            <numerusform>The figure rests on %n measurements.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message numerus="yes">
        <source>It works: %n model(s) listed in %1.</source>
        <translation>
            <numerusform>It works: %n model listed in %1.</numerusform>
            <numerusform>It works: %n models listed in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeWords</name>
    <message numerus="yes">
        <source>all of %n conditions</source>
        <translation>
            <numerusform>%n condition</numerusform>
            <numerusform>all of %n conditions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>any of %n conditions</source>
        <translation>
            <numerusform>%n condition</numerusform>
            <numerusform>any of %n conditions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n targets</source>
        <translation>
            <numerusform>%n target</numerusform>
            <numerusform>%n targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parameters</source>
        <translation>
            <numerusform>%n parameter</numerusform>
            <numerusform>%n parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>then %1, after %n kinds of failure</source>
        <translation>
            <numerusform>then %1, after %n kind of failure</numerusform>
            <numerusform>then %1, after %n kinds of failure</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplayWords</name>
    <message numerus="yes">
        <source>Cost: %1 → %2%3, over %n exchange(s)</source>
        <translation>
            <numerusform>Cost: %1 → %2%3, over %n exchange</numerusform>
            <numerusform>Cost: %1 → %2%3, over %n exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>First token: %1 → %2%3 on average, over %n exchange(s)</source>
        <translation>
            <numerusform>First token: %1 → %2%3 on average, over %n exchange</numerusform>
            <numerusform>First token: %1 → %2%3 on average, over %n exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n decision(s) changes</source>
        <translation>
            <numerusform>%n decision stays as it was</numerusform>
            <numerusform>None of %n decisions changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n decision(s) change</source>
        <translation>
            <numerusform>%1 of %n decision changes</numerusform>
            <numerusform>%1 of %n decisions change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exchange(s) left out: what the client sent was not kept whole.</source>
        <translation>
            <numerusform>%n exchange left out: what the client sent was not kept whole.</numerusform>
            <numerusform>%n exchanges left out: what the client sent was not kept whole.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CanvasCommands</name>
    <message numerus="yes">
        <source>Align %n nodes</source>
        <translation>
            <numerusform>Align %n node</numerusform>
            <numerusform>Align %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n nodes</source>
        <translation>
            <numerusform>Move %n node</numerusform>
            <numerusform>Move %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CheckPanel</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DecisionSummary</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more lost</source>
        <translation>
            <numerusform>%n more lost</numerusform>
            <numerusform>%n more lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DeployDialog</name>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replay: %n change(s)</source>
        <translation>
            <numerusform>Replay: %n change</numerusform>
            <numerusform>Replay: %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tests: %n fail(s)</source>
        <translation>
            <numerusform>Tests: %n fails</numerusform>
            <numerusform>Tests: %n fail</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftTestsView</name>
    <message numerus="yes">
        <source>All %n test(s) pass</source>
        <translation>
            <numerusform>%n test passes</numerusform>
            <numerusform>All %n tests pass</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FileChangeDialog</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::GraphCommands</name>
    <message numerus="yes">
        <source>Delete %n nodes</source>
        <translation>
            <numerusform>Delete %n node</numerusform>
            <numerusform>Delete %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProblemsModel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RouteTestsPanel</name>
    <message numerus="yes">
        <source>%1 of %n passed</source>
        <extracomment>%1 of %n cases passed.</extracomment>
        <translation>
            <numerusform>%1 of %n passed</numerusform>
            <numerusform>%1 of %n passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StatusStrip</name>
    <message numerus="yes">
        <source>%1 record(s) stored</source>
        <extracomment>%1 is the number of records, with digits grouped.</extracomment>
        <translation>
            <numerusform>%1 record stored</numerusform>
            <numerusform>%1 records stored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficDelegate</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficFilterBar</name>
    <message numerus="yes">
        <source>%1 exchange(s)</source>
        <extracomment>%1 is the number of exchanges, with digits grouped; %n is the same number for the plural.</extracomment>
        <translation>
            <numerusform>%1 exchange</numerusform>
            <numerusform>%1 exchanges</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrafficPage</name>
    <message numerus="yes">
        <source>%n new ↑</source>
        <translation>
            <numerusform>%n new ↑</numerusform>
            <numerusform>%n new ↑</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::VersionsDialog</name>
    <message numerus="yes">
        <source>%n version(s) cannot be read and are left out.</source>
        <translation>
            <numerusform>%n version cannot be read and is left out.</numerusform>
            <numerusform>%n versions cannot be read and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Going back to version %1 makes %n change(s).</source>
        <translation>
            <numerusform>Going back to version %1 makes %n change.</numerusform>
            <numerusform>Going back to version %1 makes %n changes.</numerusform>
        </translation>
    </message>
</context>
</TS>
