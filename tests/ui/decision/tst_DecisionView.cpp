// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionTree.h"
#include "ui/SampleDecisions.h"
#include "ui/decision/DecisionTreeModel.h"
#include "ui/decision/DecisionView.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/BadgeLine.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QTest>
#include <QTreeView>

using namespace signalbox;
using ui::DecisionItem;
using ui::DecisionTreeModel;

namespace {

models::DecisionTree treeOf(std::string_view json)
{
    return models::DecisionTree::fromJson(
        QByteArray(json.data(), static_cast<qsizetype>(json.size())));
}

/// Every row in its order, texts joined; those of the candidates as well.
QStringList linesOf(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList texts;
        for (int column = 0; column < model.columnCount(parent); ++column)
            texts.append(model.index(row, column, parent).data().toString());
        lines.append(texts.join(QLatin1Char('|')));
        lines.append(linesOf(model, model.index(row, 0, parent)));
    }
    return lines;
}

} // namespace

class DecisionViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void modelIsATree_data() { samples(); }
    void modelIsATree()
    {
        QFETCH(const QByteArray, json);
        DecisionTreeModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setDecision(models::DecisionTree::fromJson(json));
        model.setDecision(models::DecisionTree());

        QCOMPARE(model.rowCount(), 0);
    }

    void everyStepSaysWhatItLookedAt_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("line");
        const auto pool = bytes(tests::poolDecision);
        const auto table = bytes(tests::tableDecision);
        const auto refused = bytes(tests::refusedDecision);
        const auto row = [](const char *name, const QByteArray &json, const QString &line) {
            QTest::newRow(name) << json << line;
        };
        row("condition", pool, QStringLiteral("input tokens|is above 8,000|812|Does not hold"));
        row("condition not looked at", pool, QStringLiteral("client|is ci|—|Not looked at"));
        row("budget", pool,
            QStringLiteral("2  Budget: b|Budget daily|$1.20 of $5.00|Within the budget"));
        row("pool", pool,
            QStringLiteral("3  Pool: quick ones|The fastest, by TTFT p50||gpt-mini is chosen"));
        row("missing signal", table,
            QStringLiteral("header x-team|is there|missing|Does not hold"));
        row("list of values", table, QStringLiteral("language|is one of de, fr|—|Not looked at"));
        row("table row", table, QStringLiteral("Row 3|||Holds"));
        row("attempt", table,
            QStringLiteral("1  gpt-mini|key 1, first byte after 120 ms|130 ms|rate limited (429): "
                           "The provider refused for now: rate limit reached"));
        row("loss", table, QStringLiteral("seed|||Anthropic has no seed"));
        row("split", refused,
            QStringLiteral("1  Split: new prompt|Each conversation stays in its arm.|place 41,231 "
                           "of 100,000|Arm “new”"));
        row("over budget", refused,
            QStringLiteral("2  Budget: b|Budget daily|$5.01 of $5.00|Over the budget"));
        row("key without a field", refused, QStringLiteral("status||429|"));
    }
    void everyStepSaysWhatItLookedAt()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, line);
        DecisionTreeModel model;

        model.setDecision(models::DecisionTree::fromJson(json));

        const QStringList lines = linesOf(model);
        QVERIFY2(lines.contains(line), qPrintable(lines.join(QLatin1Char('\n'))));
    }

    void everyCandidateSaysWhyItWonOrLost_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("reason");
        QTest::newRow("chosen") << QStringLiteral("gpt-mini — Chosen: the fastest")
                                << QStringLiteral("TTFT p50 412 ms, Cost ≈ $0.00021, Success "
                                                  "99.0 %, In flight 2");
        QTest::newRow("behind") << QStringLiteral("sonnet — Put behind: TTFT p95 3.10 s is above "
                                                  "the limit of 2.00 s")
                                << QStringLiteral("In flight 1");
        QTest::newRow("excluded") << QStringLiteral("llama-fast — Left out: its breaker is open "
                                                    "(open for 8 s more)")
                                  << QString();
    }
    void everyCandidateSaysWhyItWonOrLost()
    {
        QFETCH(const QString, target);
        QFETCH(const QString, reason);
        DecisionTreeModel model;

        model.setDecision(treeOf(tests::poolDecision));

        const QStringList lines = linesOf(model);
        const QStringList found = lines.filter(target);
        QVERIFY2(!found.isEmpty() && found.first().contains(reason),
                 qPrintable(lines.join(QLatin1Char('\n'))));
    }

    void summaryNamesAttemptsAndLosses()
    {
        ui::DecisionView view(*m_theme, *m_colors, nullptr);

        view.setDecision(treeOf(tests::tableDecision));

        QStringList badges;
        for (const auto &badge : view.findChild<ui::BadgeLine *>()->badges())
            badges.append(badge.text);
        QCOMPARE(badges,
                 (QStringList{QStringLiteral("route smart"), QStringLiteral("3 attempt(s)"),
                              QStringLiteral("translated"), QStringLiteral("lost: seed"),
                              QStringLiteral("lost: logprobs")}));
    }

    void everyRowIsReachedByKeys()
    {
        ui::DecisionView view(*m_theme, *m_colors, nullptr);
        view.setDecision(treeOf(tests::poolDecision));
        view.resize(900, 500);
        view.show();
        auto *tree = view.findChild<QTreeView *>();
        tree->setFocus();
        tree->expandAll();

        QModelIndex last;
        int rows = 1;
        for (; tree->currentIndex() != last; ++rows) {
            last = tree->currentIndex();
            QTest::keyClick(tree, Qt::Key_Down);
        }

        QCOMPARE(rows - 1, static_cast<int>(linesOf(view.model()).size()));
    }

    void decisionIsCopied()
    {
        ui::DecisionView view(*m_theme, *m_colors, nullptr);
        view.setDecision(treeOf(tests::refusedDecision));

        view.findChild<QAbstractButton *>(QStringLiteral("copyDecisionJson"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), bytes(tests::refusedDecision));
        view.findChild<QAbstractButton *>(QStringLiteral("copyDecisionText"))->click();
        const QString text = QGuiApplication::clipboard()->text();

        QVERIFY(text.contains(QLatin1String("Problem: the daily budget of $5.00 is used up")));
        QVERIFY(text.contains(QLatin1String("$5.01 of $5.00 | Over the budget")));
    }

    void saysWhyThereIsNothingToTell_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("by name") << QByteArray("{\"served\": true, \"target\": \"gpt\"}")
                                 << QStringLiteral("asked for by name");
        QTest::newRow("broken") << QByteArray("{") << QStringLiteral("cannot be read");
        QTest::newRow("refused at once")
            << QByteArray("{\"served\": false, \"problem\": \"no such key\"}")
            << QStringLiteral("no such key");
    }
    void saysWhyThereIsNothingToTell()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, words);
        ui::DecisionView view(*m_theme, *m_colors, nullptr);
        view.resize(600, 300);
        view.show();

        view.setDecision(models::DecisionTree::fromJson(json));

        bool isSaid = false;
        for (const auto *label : view.findChildren<QLabel *>())
            isSaid |= label->isVisible() && label->text().contains(words);
        QVERIFY(isSaid);
    }

    void nothingIsWiderThanTheView_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("zoom");
        for (const int width : {420, 600, 840, 1600}) {
            for (const int zoom : {80, 100, 200})
                QTest::addRow("%d pixels, %d %%", width, zoom) << width << zoom;
        }
    }
    void nothingIsWiderThanTheView()
    {
        QFETCH(const int, width);
        QFETCH(const int, zoom);
        m_theme->setZoom(zoom);
        ui::DecisionView view(*m_theme, *m_colors, nullptr);
        view.setDecision(treeOf(tests::poolDecision));
        view.resize(width, 400);
        view.show();

        const auto *tree = view.findChild<QTreeView *>();
        int columns = 0;
        for (int column = 0; column < DecisionTreeModel::ColumnCount; ++column)
            columns += tree->columnWidth(column);
        QVERIFY2(columns <= tree->viewport()->width(), qPrintable(QString::number(columns)));
        m_theme->setZoom(100);
    }

    /// Pictures for whoever wants to look: SIGNALBOX_SCREENSHOTS=FOLDER.
    void pictures_data() { samples(); }
    void pictures()
    {
        const QString folder = qEnvironmentVariable("SIGNALBOX_SCREENSHOTS");
        if (folder.isEmpty())
            QSKIP("SIGNALBOX_SCREENSHOTS names no folder");
        QFETCH(const QByteArray, json);
        for (const auto choice : {ui::Theme::Choice::Light, ui::Theme::Choice::Dark}) {
            m_theme->setChoice(choice);
            for (const auto &[size, zoom] :
                 {std::pair(QSize(900, 620), 100), std::pair(QSize(600, 620), 100),
                  std::pair(QSize(840, 560), 200)}) {
                m_theme->setZoom(zoom);
                ui::DecisionView view(*m_theme, *m_colors, nullptr);
                view.resize(size);
                view.setDecision(models::DecisionTree::fromJson(json));
                view.show();
                QTest::qWait(50);
                QVERIFY(
                    view.grab().save(QStringLiteral("%1/why-%2-%3-%4-%5.png")
                                         .arg(folder, QString::fromLatin1(QTest::currentDataTag()))
                                         .arg(size.width())
                                         .arg(zoom)
                                         .arg(static_cast<int>(choice))));
            }
        }
        m_theme->setZoom(100);
    }

    void initTestCase()
    {
        m_theme = std::make_unique<ui::Theme>(*qApp);
        m_colors = std::make_unique<ui::TargetColors>(*m_theme);
    }

private:
    static QByteArray bytes(std::string_view json)
    {
        return {json.data(), static_cast<qsizetype>(json.size())};
    }

    static void samples()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("pool") << bytes(tests::poolDecision);
        QTest::newRow("table") << bytes(tests::tableDecision);
        QTest::newRow("refused") << bytes(tests::refusedDecision);
    }

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::TargetColors> m_colors;
};

QTEST_MAIN(DecisionViewTest)
#include "tst_DecisionView.moc"
