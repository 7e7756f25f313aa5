// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyReader.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/simulator/SimulatorPanel.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

#include <memory>

namespace signalbox::tests {

/// Two targets; `fastest` chooses between them, `asks` goes by a header or on into `fastest`.
inline models::Policy simulatedPolicy()
{
    const QByteArray text = R"({ "signalbox": 1,
      "providers": [{ "id": "sim", "dialect": "simulated", "simulated": { "models": ["x", "y"],
        "input_price_per_m": 1, "output_price_per_m": 2 } }],
      "targets": [{ "id": "a", "provider": "sim", "model": "x" },
                  { "id": "b", "provider": "sim", "model": "y" }],
      "routes": [
      { "name": "fastest", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "fastest", "members": ["a", "b"], "percentile": 95, "exploration": 0,
        "tie_band": 0 } } } },
      { "name": "asks", "graph": { "start": "m", "nodes": {
        "m": { "kind": "match", "when": { "signal": "header.x-team", "op": "==", "value": "blue" },
               "then": "1", "else": "2" },
        "1": { "kind": "target", "target": "b" },
        "2": { "kind": "route", "route": "fastest" } } } },
      { "name": "night", "graph": { "start": "m", "nodes": {
        "m": { "kind": "match", "when": { "signal": "hour", "op": ">=", "value": 22 },
               "then": "1", "else": "2" },
        "1": { "kind": "target", "target": "b" }, "2": { "kind": "target", "target": "a" } } } }
      ] })";
    auto read = models::readPolicy(text);
    if (!read)
        qFatal("%s", qPrintable(read.error().front().path + read.error().front().message));
    return read.takeValue().policy;
}

inline models::ExchangeRecord keptExchange()
{
    models::ExchangeRecord record;
    record.id = 0x1A2B3C4D5E6F7890;
    record.startedAtMs = 1'767'614'400'000;
    record.dialect = models::ClientDialect::OpenAiChat;
    record.requestedModel = QStringLiteral("asks");
    models::CapturedBodies bodies;
    bodies.requestHead = "x-team: blue\n";
    bodies.request = R"({"model":"asks","messages":[{"role":"user","content":"Hello"}]})";
    record.bodies = std::make_shared<const models::CapturedBodies>(bodies);
    return record;
}

/// The panel over a draft, and what it has told.
struct SimulatorFixture
{
    ui::Theme theme{*qApp};
    ui::TargetColors colors{theme};
    ui::RulesDocument document{
        simulatedPolicy(), [](const models::Policy &) { return QList<models::PolicyProblem>(); }};
    std::unique_ptr<ui::SimulatorPanel> panel;
    int decided = 0;
    QStringList nodes;
    QList<models::PortRef> outputs;

    explicit SimulatorFixture(ui::SimulatorRuns::Simulate simulate = {})
        : panel(std::make_unique<ui::SimulatorPanel>(document, theme, colors, nullptr,
                                                     std::move(simulate)))
    {
        QObject::connect(panel.get(), &ui::SimulatorPanel::decided, panel.get(),
                         [this] { ++decided; });
        QObject::connect(panel.get(), &ui::SimulatorPanel::pathChanged, panel.get(),
                         [this](const QStringList &way, const QList<models::PortRef> &taken) {
                             nodes = way;
                             outputs = taken;
                         });
        panel->resize(1280, 400);
        panel->show();
    }
    /// By its name, of the class that is asked for.
    template<typename Widget>
    [[nodiscard]] Widget &find(const char *name) const
    {
        auto *found = panel->findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    [[nodiscard]] QString text(const char *name) const { return find<QLabel>(name).text(); }
    void ask(const char *model, const char *headers = "")
    {
        find<QComboBox>("simulatorModel").setEditText(QLatin1String(model));
        find<QPlainTextEdit>("simulatorUser").setPlainText(QStringLiteral("Hello"));
        find<QPlainTextEdit>("simulatorHeaders").setPlainText(QLatin1String(headers));
    }
    /// Runs, and waits for what comes of it.
    [[nodiscard]] bool run()
    {
        const int before = decided;
        panel->runAction()->trigger();
        return QTest::qWaitFor([&] { return decided > before; });
    }
    /// Types into a cell of the table of targets.
    void assume(int row, int column, const char *figure)
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the last editor
        auto &table = find<QTableView>("simulatorTargets");
        const QModelIndex cell = table.model()->index(row, column);
        table.setCurrentIndex(cell);
        table.edit(cell);
        auto *field = table.viewport()->findChild<QLineEdit *>();
        if (!field)
            qFatal("the cell cannot be edited");
        QTest::keyClicks(field, QLatin1String(figure));
        QTest::keyClick(field, Qt::Key_Return);
        // The delegate commits from the event loop.
        QVERIFY(QTest::qWaitFor([&] { return cell.data().toString() == QLatin1String(figure); }));
    }
};

} // namespace signalbox::tests
