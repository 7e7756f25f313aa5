// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"
#include "support/Records.h"
#include "support/Wait.h"
#include "ui/rules/CanvasFixture.h"
#include "ui/rules/canvas/CanvasMinimap.h"
#include "ui/rules/canvas/CanvasPanel.h"
#include "ui/rules/canvas/NodeKindMime.h"
#include "ui/rules/canvas/TrafficOverlay.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/SegmentedControl.h"

#include <QDateTime>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::tests;
using models::RouteNodeKind;

namespace {

const QString match = QStringLiteral("match");

/// The panel over a store in a temporary folder.
struct PanelFixture
{
    PanelFixture()
    {
        panel.resize(1200, 800);
        panel.show();
    }
    ~PanelFixture() { panel.hide(); }

    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name)
    {
        return panel.findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] ui::CanvasView &canvas() { return panel.canvas(); }
    [[nodiscard]] ui::EdgeItem *edge(const char *port)
    {
        return canvas().graphScene().edge({.node = match, .port = QLatin1String(port)});
    }
    /// An exchange of just now that took that way.
    [[nodiscard]] models::ExchangeRecord exchange(int number, const char *took,
                                                  models::ExchangeOutcome outcome)
    {
        auto record = makeRecord(number);
        record.startedAtMs = QDateTime::currentMSecsSinceEpoch() - 1000;
        record.id = static_cast<quint64>(record.startedAtMs) << 20U | static_cast<quint64>(number);
        record.route = document.route().name;
        record.outcome = outcome;
        record.decision = std::make_shared<const models::DecisionText>(
            QStringLiteral("{\"path\": [{\"route\": \"%1\", \"node\": \"match\", \"kind\": "
                           "\"match\", \"took\": \"%2\", \"next\": \"x\"}]}")
                .arg(document.route().name, QLatin1String(took))
                .toStdString());
        return record;
    }
    void record(const std::vector<models::ExchangeRecord> &records)
    {
        store.append(std::make_shared<const std::vector<models::ExchangeRecord>>(records));
    }
    void drop(RouteNodeKind kind, const QPointF &place)
    {
        const std::unique_ptr<QMimeData> data(ui::mimeOf(kind));
        const QPoint at = canvas().mapFromScene(place);
        QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas().viewport(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas().viewport(), &move);
        QDropEvent drop(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas().viewport(), &drop);
    }

    QTemporaryDir directory;
    QSettings settings{directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    models::RecordStore store{directory.filePath(QStringLiteral("records"))};
    ui::Theme theme{*qApp};
    ui::RulesDocument document{policyWith(placedGraph()), nothingIsWrong};
    ui::CanvasPanel panel{{document, theme, store, settings}, nullptr};
};

/// The texts of a menu that is open above the canvas.
QStringList entriesOf(PanelFixture &fixture, const char *menu)
{
    QStringList texts;
    const auto *open = fixture.child<QMenu>(menu);
    for (const QAction *action : open ? open->actions() : QList<QAction *>()) {
        if (!action->isSeparator() && action->isEnabled())
            texts.append(action->text());
    }
    return texts;
}

void take(PanelFixture &fixture, const char *menu, const QString &text)
{
    auto *open = fixture.child<QMenu>(menu);
    QVERIFY(open);
    for (QAction *action : open->actions()) {
        if (action->text() == text)
            action->trigger();
    }
    open->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace

/// What stands around the canvas: palette, map, menus, traffic.
class CanvasPanelTest final : public QObject
{
    Q_OBJECT

private slots:
    void paletteIsSearchedAndAddsWhereOneLooks()
    {
        PanelFixture fixture;
        auto *search = fixture.child<QLineEdit>("paletteSearch");
        auto *list = fixture.child<QListWidget>("paletteList");
        QCOMPARE(list->count(), models::routeNodeKindCount);

        QTest::keyClicks(search, QStringLiteral("budget"));
        QCOMPARE(list->count(), 1);
        QTest::keyClick(search, Qt::Key_Return);

        QVERIFY(fixture.document.graph().nodes.contains(QStringLiteral("budget")));
        search->setText(QStringLiteral("no such thing"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void kindIsDroppedOnThePlaneAndOnAnEdge()
    {
        PanelFixture fixture;

        fixture.drop(RouteNodeKind::Reject, {403, 330});
        QCOMPARE(fixture.document.graph().layout.nodes.value(QStringLiteral("reject")),
                 (models::CanvasPoint{.x = 400, .y = 328}));

        fixture.drop(RouteNodeKind::Budget, fixture.edge("else")->way().pointAtPercent(0.5));
        const auto port =
            models::findPort(fixture.document.graph().nodes.value(match), QStringLiteral("else"));
        QCOMPARE(port->node, QStringLiteral("budget"));
        QCOMPARE(fixture.document.undoStack().count(), 2);
    }

    void partsAreShownAsTheUserWantsAndStayedSo()
    {
        PanelFixture fixture;
        auto *map = fixture.panel.findChild<ui::CanvasMinimap *>();
        auto *search = fixture.child<QLineEdit>("paletteSearch");
        QVERIFY(map->isVisible() && search->isVisible());

        fixture.child<QToolButton>("showMap")->click();
        fixture.child<QToolButton>("showPalette")->click();

        QVERIFY(!map->isVisible() && !search->isVisible());
        const ui::CanvasPanel again(
            {fixture.document, fixture.theme, fixture.store, fixture.settings}, nullptr);
        QVERIFY(!again.findChild<QToolButton *>(QStringLiteral("showMap"))->isChecked());
        fixture.child<QToolButton>("showPalette")->click();
        fixture.panel.resize(500, 800);
        QVERIFY(!search->isVisible()); // the canvas needs the room
    }

    void clickOnTheMapGoesThere()
    {
        PanelFixture fixture;
        fixture.canvas().zoomBy(2);
        auto *map = fixture.panel.findChild<ui::CanvasMinimap *>();

        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(map->width() - 10, map->height() / 2));
        const QPointF right = fixture.canvas().middle();
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(10, map->height() / 2));

        QVERIFY(fixture.canvas().middle().x() < right.x());
        QVERIFY(!map->grab().isNull());
    }

    void everyThingHasAMenuByMouseAndKeys()
    {
        PanelFixture fixture;
        fixture.document.select({match});
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(fixture.canvas().viewport(), &byKey);
        QVERIFY(entriesOf(fixture, "nodeMenu").contains(QStringLiteral("Duplicate")));
        QVERIFY(!entriesOf(fixture, "nodeMenu").contains(QStringLiteral("Mute"))); // it decides
        take(fixture, "nodeMenu", QStringLiteral("Duplicate"));
        QCOMPARE(fixture.document.graph().nodes.size(), placedGraph().nodes.size() + 1);

        const QPoint onEdge =
            fixture.canvas().mapFromScene(fixture.edge("then")->way().pointAtPercent(0.5));
        QContextMenuEvent byMouse(QContextMenuEvent::Mouse, onEdge,
                                  fixture.canvas().viewport()->mapToGlobal(onEdge));
        QCoreApplication::sendEvent(fixture.canvas().viewport(), &byMouse);
        QVERIFY(entriesOf(fixture, "edgeMenu").contains(QStringLiteral("Show in Traffic")));
        take(fixture, "edgeMenu", QStringLiteral("Disconnect"));
        QVERIFY(!fixture.edge("then"));

        fixture.document.select({});
        QContextMenuEvent onPlane(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(fixture.canvas().viewport(), &onPlane);
        QVERIFY(entriesOf(fixture, "planeMenu").contains(QStringLiteral("Lay out")));
        take(fixture, "planeMenu", QStringLiteral("Select all"));
        QCOMPARE(fixture.document.selectedNodes().size(), fixture.document.graph().nodes.size());
    }

    void nodesJoinAFrameByTheirMenu()
    {
        PanelFixture fixture;
        const QString left = QStringLiteral("left");
        fixture.document.select({match});
        fixture.canvas().commands().frameSelected(QStringLiteral("A & B"));
        fixture.document.select({left});
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(fixture.canvas().viewport(), &byKey);
        const auto actions = fixture.child<QMenu>("nodeMenu")->actions();
        const auto join = std::ranges::find(actions, QStringLiteral("Add to frame"),
                                            [](const QAction *action) { return action->text(); });
        QVERIFY(join != actions.cend());

        (*join)->menu()->actions().constFirst()->trigger();

        QCOMPARE(fixture.document.graph().layout.frames[0].nodes, (QStringList{match, left}));
        QCOMPARE(fixture.document.undoStack().count(), 2);
    }

    void keysAlignWhatIsSelected()
    {
        PanelFixture fixture;
        fixture.document.select({QStringLiteral("left"), match});

        QTest::keyClick(&fixture.canvas(), Qt::Key_L, Qt::AltModifier);

        QCOMPARE(fixture.document.graph().layout.nodes.value(QStringLiteral("left")).x, 0);
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void edgesAreDrawnByWhatWentAlongThem()
    {
        PanelFixture fixture;
        using models::ExchangeOutcome;
        fixture.record({fixture.exchange(1, "then", ExchangeOutcome::Success),
                        fixture.exchange(2, "then", ExchangeOutcome::Success),
                        fixture.exchange(3, "then", ExchangeOutcome::Success),
                        fixture.exchange(4, "else", ExchangeOutcome::ProviderError)});
        QVERIFY(!fixture.edge("then")->load());
        auto *span = fixture.child<ui::SegmentedControl>("trafficSpan");
        auto *measure = fixture.child<ui::SegmentedControl>("trafficMeasure");
        QVERIFY(!measure->isVisible());

        span->findChildren<QAbstractButton *>().at(1)->click();

        QVERIFY(waitUntil([&] { return fixture.edge("then")->load().has_value(); }));
        QVERIFY(measure->isVisible());
        QCOMPARE(fixture.edge("then")->load()->weight, 0.75);
        QVERIFY(fixture.child<ui::ElidingLabel>("trafficLegend")
                    ->wholeText()
                    .contains(QStringLiteral("4 exchanges")));
        measure->findChildren<QAbstractButton *>().at(1)->click();
        QCOMPARE(fixture.edge("else")->load()->tone, ui::EdgeLoad::Tone::Danger);
        QCOMPARE(fixture.edge("then")->load()->tone, ui::EdgeLoad::Tone::Good);
        span->findChildren<QAbstractButton *>().at(0)->click();
        QVERIFY(!fixture.edge("then")->load());
    }

    void exchangesThatTookAnEdgeAreHandedOut()
    {
        PanelFixture fixture;
        const auto taken = fixture.exchange(1, "then", models::ExchangeOutcome::Success);
        fixture.record({taken, fixture.exchange(2, "else", models::ExchangeOutcome::Success)});
        QSignalSpy wanted(&fixture.panel, &ui::CanvasPanel::exchangesRequested);

        emit fixture.canvas().trafficRequested({.node = match, .port = QStringLiteral("then")});

        QVERIFY(waitUntil([&] { return !wanted.isEmpty(); }));
        QVERIFY(wanted.first().at(0).toString().contains(QStringLiteral("match · then")));
        QCOMPARE(wanted.first().at(1).value<QSet<quint64>>(), QSet<quint64>{taken.id});
    }

    void edgeThatNothingTookSaysSo()
    {
        PanelFixture fixture;
        QSignalSpy refused(&fixture.panel, &ui::CanvasPanel::refused);

        emit fixture.canvas().trafficRequested({.node = match, .port = QStringLiteral("then")});

        QVERIFY(waitUntil([&] { return !refused.isEmpty(); }));
    }
};

QTEST_MAIN(CanvasPanelTest)
#include "tst_CanvasPanel.moc"
