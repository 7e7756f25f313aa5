// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/routetests/RouteTests.h"
#include "ui/rules/simulator/TestsOutcome.h"

#include <QWidget>

#include <memory>

class QLabel;
class QTreeWidget;

namespace signalbox::ui {

/// Which route tests pass with a draft, and why others do not. They warn; they do not keep a draft
/// from being deployed.
///
/// Lives on the GUI thread; cases are tried on a thread of the pool.
class DraftTestsView final : public QWidget
{
    Q_OBJECT

public:
    DraftTestsView(models::RouteTests tests, QWidget *parent);

    void run(const std::shared_ptr<const models::Policy> &draft);
    /// Says \a why no test is run.
    void giveUp(const QString &why);
    [[nodiscard]] const QString &summary() const { return m_summary; }
    /// Of the last run that has ended.
    [[nodiscard]] int failed() const { return m_failed; }

signals:
    /// summary() or failed() is another one.
    void summaryChanged();

private:
    void showOutcome(const TestsOutcome &outcome);
    void setSummary(const QString &text, int failed);

    models::RouteTests m_tests;
    QString m_summary;
    int m_failed = 0;
    quint64 m_run = 0; ///< the newest wins
    QLabel *m_title;
    QLabel *m_hint;
    QTreeWidget *m_failures;
};

} // namespace signalbox::ui
