// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/ProblemsModel.h"
#include "ui/rules/ProblemsPanel.h"
#include "ui/rules/RulesFixture.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/EmptyState.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTreeView>

#include <algorithm>
#include <memory>
#include <mutex>

namespace signalbox::tests {

using models::PolicyProblem;
using Severity = PolicyProblem::Severity;

inline PolicyProblem problemAt(const QString &path, const QString &message,
                               Severity severity = Severity::Error)
{
    return {.line = 1, .path = path, .message = message, .severity = severity, .hint = {}};
}

inline QString nodePath(int route, const QString &node)
{
    return QStringLiteral("/routes/%1/graph/nodes/%2").arg(route).arg(node);
}

/// What the next check will find; written by the test, read by a thread of the pool.
class Findings
{
public:
    void set(const QList<PolicyProblem> &problems)
    {
        const std::lock_guard lock(m_mutex);
        m_problems = problems;
    }
    [[nodiscard]] QList<PolicyProblem> get()
    {
        const std::lock_guard lock(m_mutex);
        return m_problems;
    }

private:
    std::mutex m_mutex;
    QList<PolicyProblem> m_problems;
};

inline const QString first = QStringLiteral("first");
inline const QString second = QStringLiteral("second");
inline const QString third = QStringLiteral("third");

inline models::Policy twoRoutes()
{
    models::RouteGraph graph;
    graph.start = first;
    for (const QString &id : {first, second, third})
        graph.nodes.insert(id, models::newNode(models::RouteNodeKind::Match));
    graph.nodes[second].label = QStringLiteral("Long prompts");
    models::Policy policy = policyWith(graph);
    policy.routes.first().name = QStringLiteral("smart");
    policy.routes.append({.name = QStringLiteral("other"), .graph = graph});
    return policy;
}

/// A panel whose document finds what the test says.
struct ProblemsFixture
{
    ui::Theme theme{*qApp};
    std::shared_ptr<Findings> findings = std::make_shared<Findings>();
    ui::RulesDocument document;
    ui::ProblemsPanel panel{document, theme};
    QTreeView *list = panel.findChild<QTreeView *>(QStringLiteral("problemsList"));
    ui::ProblemsModel *model = panel.findChild<ui::ProblemsModel *>();
    QAbstractItemModelTester tester{model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy shown{&panel, &ui::ProblemsPanel::shown};

    explicit ProblemsFixture(const QList<PolicyProblem> &problems)
        : document(twoRoutes(), [from = findings](const models::Policy &) { return from->get(); })
    {
        findings->set(problems);
        panel.resize(900, 300);
        panel.show();
        panel.setFocus();
        QTRY_VERIFY(document.isChecked());
    }

    /// Edits the draft, so that it is checked again.
    void checkAgain(const QList<PolicyProblem> &problems)
    {
        findings->set(problems);
        document.edit(QStringLiteral("Add"),
                      [](const models::RouteGraph &was) -> models::GraphEditResult {
                          return models::addNode(was, models::RouteNodeKind::Reject, {}).graph;
                      });
        QTRY_VERIFY(document.isChecked());
    }
    [[nodiscard]] QString lastShown() const
    {
        return shown.isEmpty() ? QString()
                               : shown.constLast().first().value<PolicyProblem>().message;
    }
    [[nodiscard]] bool saysOnTheEmptyPage(const QString &text) const
    {
        const auto *empty = panel.findChild<ui::EmptyState *>();
        const auto labels = empty->findChildren<QLabel *>();
        return empty->isVisible() && std::ranges::any_of(labels, [&](const QLabel *label) {
                   return label->text() == text;
               });
    }
};

inline QList<PolicyProblem> threeProblems()
{
    return {problemAt(nodePath(0, first), QStringLiteral("A.")),
            problemAt(nodePath(0, second) + QStringLiteral("/then"), QStringLiteral("B."),
                      Severity::Warning),
            problemAt(nodePath(1, third), QStringLiteral("C."))};
}

} // namespace signalbox::tests
