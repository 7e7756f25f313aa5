// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/FrameEdits.h"

#include <QTest>

using namespace signalbox::models;

namespace {

RouteGraph threeTargets()
{
    RouteGraph graph{.start = QStringLiteral("a"), .nodes = {}};
    for (const char *id : {"a", "b", "c"})
        graph.nodes.insert(QLatin1String(id), {.body = TargetNode{QStringLiteral("t")}});
    return graph;
}

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");

} // namespace

class FrameEditsTest final : public QObject
{
    Q_OBJECT

private slots:
    void newFrameIsBehindTheOthers()
    {
        const auto once = addFrame(threeTargets(), QStringLiteral("inner"), {a});
        QVERIFY(once);
        const auto twice = addFrame(once.value(), QStringLiteral("outer"), {a, b});
        QVERIFY(twice);

        const auto &frames = twice.value().layout.frames;
        QCOMPARE(frames.size(), 2U);
        QCOMPARE(frames[0].label, QStringLiteral("outer"));
        QCOMPARE(frames[1].nodes, QStringList{a});
    }

    void frameIsRenamedAndRemoved()
    {
        const auto framed = addFrame(threeTargets(), QStringLiteral("old"), {a});
        const auto renamed = renameFrame(framed.value(), 0, QStringLiteral("new"));
        QVERIFY(renamed);
        QCOMPARE(renamed.value().layout.frames[0].label, QStringLiteral("new"));

        const auto removed = removeFrame(renamed.value(), 0);
        QVERIFY(removed);
        QCOMPARE(removed.value(), threeTargets());
    }

    void nodesJoinAFrameOnce()
    {
        const auto framed = addFrame(threeTargets(), QStringLiteral("f"), {a});

        const auto joined = joinFrame(framed.value(), 0, {a, b});

        QVERIFY(joined);
        QCOMPARE(joined.value().layout.frames[0].nodes, (QStringList{a, b}));
    }

    void frameGoesWithItsLastNode()
    {
        const auto framed = addFrame(threeTargets(), QStringLiteral("f"), {a, b});
        const auto less = leaveFrames(framed.value(), {a});
        QVERIFY(less);
        QCOMPARE(less.value().layout.frames[0].nodes, QStringList{b});

        const auto none = leaveFrames(less.value(), {b});
        QVERIFY(none);
        QVERIFY(none.value().layout.frames.empty());
    }

    void whatCannotBeDoneIsSaid()
    {
        const RouteGraph graph = threeTargets();
        QVERIFY(!addFrame(graph, {}, {}));
        QVERIFY(!addFrame(graph, {}, {QStringLiteral("nobody")}));
        QVERIFY(!renameFrame(graph, 0, {}));
        QVERIFY(!removeFrame(graph, 0));
        QVERIFY(!joinFrame(graph, 0, {a}));
        QVERIFY(!leaveFrames(graph, {QStringLiteral("nobody")}));
    }
};

QTEST_GUILESS_MAIN(FrameEditsTest)
#include "tst_FrameEdits.moc"
