// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/edit/NodeEdits.h"
#include "support/Records.h"
#include "support/Wait.h"
#include "ui/SampleBodies.h"
#include "ui/WindowFixture.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesPage.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/shell/Translations.h"

#include <QAbstractButton>
#include <QAction>
#include <QDateTime>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <variant>

using namespace signalbox;

/// Takes the pictures of the README: every section, light and dark. Runs only when told where to
/// put them: SIGNALBOX_SCREENSHOTS=FOLDER, and SIGNALBOX_SIZE=1280x800, SIGNALBOX_ZOOM=100. The
/// language is that of LC_ALL.
class ScreenshotsTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_folder = qEnvironmentVariable("SIGNALBOX_SCREENSHOTS");
        if (m_folder.isEmpty())
            QSKIP("SIGNALBOX_SCREENSHOTS names no folder");
        QVERIFY(QDir().mkpath(m_folder));
        ui::installTranslations(*qApp, QLocale());
    }

    void everySection_data()
    {
        QTest::addColumn<int>("choice");
        QTest::newRow("light") << static_cast<int>(ui::Theme::Choice::Light);
        QTest::newRow("dark") << static_cast<int>(ui::Theme::Choice::Dark);
    }

    void everySection()
    {
        QFETCH(const int, choice);
        tests::WindowFixture fixture;
        auto &window = fixture.makeWindow();
        window.theme().setChoice(static_cast<ui::Theme::Choice>(choice));
        const int zoom = qEnvironmentVariableIntValue("SIGNALBOX_ZOOM");
        window.theme().setZoom(zoom > 0 ? zoom : 100);
        const QStringList size = qEnvironmentVariable("SIGNALBOX_SIZE").split(QLatin1Char('x'));
        window.resize(size.size() == 2 ? QSize(size.at(0).toInt(), size.at(1).toInt())
                                       : QSize(1280, 800));
        window.startProxy();
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        capture(window, QStringLiteral("live-empty"));
        window.openSection(ui::Section::Traffic);
        capture(window, QStringLiteral("traffic-empty"));

        feedTraffic(fixture);
        window.openSection(ui::Section::Live);
        capture(window, QStringLiteral("live"));
        captureDialog(window, QStringLiteral("connectClient"), QStringLiteral("snippetDialog"));
        captureDialog(window, QStringLiteral("chartsAsTable"), QStringLiteral("chartTableDialog"));

        window.openSection(ui::Section::Traffic);
        auto *table = window.findChild<QTableView *>(QStringLiteral("trafficTable"));
        auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("exchangeTabs"));
        if (table && tabs) {
            QTRY_VERIFY(table->model()->rowCount() > 0);
            table->setCurrentIndex(table->model()->index(0, 0));
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                capture(window, QStringLiteral("traffic-%1").arg(i));
            }
        }
        captureRules(fixture, window);
        window.openSection(ui::Section::Providers);
        capture(window, QStringLiteral("providers"));
        captureDialog(window, QStringLiteral("removeProvider"), QStringLiteral("removeQuestion"));
    }

private:
    void captureRules(tests::WindowFixture &fixture, ui::MainWindow &window)
    {
        QFile file(QFINDTESTDATA("data/policies/routing.signalbox.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = models::readPolicy(file.readAll());
        QVERIFY(read);
        window.openSection(ui::Section::Rules);
        auto *page = window.findChild<ui::RulesPage *>();
        page->setPolicy(std::make_shared<const models::Policy>(read.value().policy));
        QTRY_VERIFY(page->document().isChecked());
        page->document().select({page->document().graph().start});
        capture(window, QStringLiteral("rules-canvas"));
        page->document().select({QStringLiteral("cheap")});
        capture(window, QStringLiteral("rules-pool"));
        captureForms(window, page->document());
        page->show(ui::RulesPage::View::Outline);
        capture(window, QStringLiteral("rules-outline"));
        page->show(ui::RulesPage::View::Canvas);
        QSignalSpy decided(&page->simulator(), &ui::SimulatorPanel::decided);
        page->simulator().runAction()->trigger();
        QVERIFY(decided.wait());
        capture(window, QStringLiteral("rules-simulator"));
        auto *targets = window.findChild<QTableView *>(QStringLiteral("simulatorTargets"));
        for (QWidget *around = targets; around; around = around->parentWidget()) {
            if (auto *area = qobject_cast<QScrollArea *>(around))
                area->verticalScrollBar()->setValue(targets->mapTo(area->widget(), QPoint()).y());
        }
        capture(window, QStringLiteral("rules-what-if"));
        page->show(ui::RulesPage::View::Text);
        capture(window, QStringLiteral("rules-text"));
        auto *editor = page->findChild<QWidget *>(QStringLiteral("policyText"));
        auto *back = page->findChild<QPushButton *>(QStringLiteral("showDraftText"));
        QVERIFY(QMetaObject::invokeMethod(
            editor, "setText",
            Q_ARG(QString, QStringLiteral("{\n  \"signalbox\": 1,\n  \"rotes\": []\n}\n"))));
        QVERIFY(tests::waitUntil([back] { return back->isVisible(); }));
        capture(window, QStringLiteral("rules-text-unreadable"));
        back->click();
        page->show(ui::RulesPage::View::Canvas);
        page->document().edit(QStringLiteral("Delete"), [](const models::RouteGraph &graph) {
            return models::removeNodes(graph, {graph.start});
        });
        captureDialog(window, QStringLiteral("reviewDraft"), QStringLiteral("deployDialog"));
        page->document().undoStack().undo();
        captureReview(fixture, window, page->document());
        captureVersions(fixture, window, read.value().policy);
    }

    /// The form of each kind of node.
    void captureForms(ui::MainWindow &window, ui::RulesDocument &document)
    {
        QSet<models::RouteNodeKind> seen{models::RouteNodeKind::Pool};
        const QHash<QString, models::RouteNode> nodes = document.graph().nodes;
        for (auto node = nodes.begin(); node != nodes.end(); ++node) {
            if (seen.contains(node->kind()))
                continue;
            seen.insert(node->kind());
            document.select({node.key()});
            capture(window,
                    QStringLiteral("form-")
                        + models::nameOf(models::routeNodeKindNames, node->kind()));
        }
    }

    /// What a draft would change of what was asked.
    void captureReview(tests::WindowFixture &fixture, ui::MainWindow &window,
                       ui::RulesDocument &document)
    {
        const QByteArray body = "{\"model\":\"" + document.route().name.toUtf8()
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Good morning\"}]}";
        std::vector<models::ExchangeRecord> records;
        for (int i = 0; i < 400; ++i)
            records.push_back(tests::withBodies(tests::makeRecord(i), body, {}));
        fixture.feed(records);
        document.edit(QStringLiteral("Turn around"), [](const models::RouteGraph &graph) {
            models::RouteGraph turned = graph;
            for (models::RouteNode &node : turned.nodes) {
                if (auto *pool = std::get_if<models::PoolNode>(&node.body))
                    pool->members.removeFirst();
            }
            return models::GraphEditResult(turned);
        });
        window.findChild<QAbstractButton *>(QStringLiteral("reviewDraft"))->click();
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("deployDialog"));
        auto *tabs = dialog->findChild<QTabWidget *>(QStringLiteral("deployTabs"));
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            capture(*dialog, QStringLiteral("deploy-%1").arg(i));
        }
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void captureVersions(tests::WindowFixture &fixture, ui::MainWindow &window,
                         models::Policy policy)
    {
        for (const char *message : {"Cheaper pool for short questions", "Night shift", ""}) {
            policy.retry.retries += 1;
            fixture.policies.save(policy, QString::fromLatin1(message), nullptr, {});
        }
        captureDialog(window, QStringLiteral("policyVersions"), QStringLiteral("versionsDialog"));
        models::Policy theirs = policy;
        theirs.retry.retries += 1;
        theirs.targets.removeLast();
        models::PolicyFileNews news{.policy = theirs, .problems = {}};
        emit fixture.policies.fileChanged(news);
        capture(window, QStringLiteral("file-notice"));
        captureDialog(window, QStringLiteral("compareFile"), QStringLiteral("fileChangeDialog"));
        emit fixture.policies.fileSettled();
    }

    static void feedTraffic(tests::WindowFixture &fixture)
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        tests::SampleTraffic traffic;
        auto records = traffic.during(now - 280'000, now - 3'000, 6);
        auto chat = traffic.next(now - 2'000);
        tests::addChat(chat);
        records.push_back(chat);
        fixture.feed(records);
    }

    void captureDialog(ui::MainWindow &window, const QString &button, const QString &name)
    {
        window.findChild<QAbstractButton *>(button)->click();
        auto *dialog = window.findChild<QDialog *>(name);
        QVERIFY(dialog);
        capture(*dialog, name);
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void capture(QWidget &window, const QString &name)
    {
        QTest::qWait(600);
        const QString file = QStringLiteral("%1/%2-%3.png")
                                 .arg(m_folder, name, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(window.grab().save(file));
    }

    QString m_folder;
};

QTEST_MAIN(ScreenshotsTest)
#include "tst_Screenshots.moc"
