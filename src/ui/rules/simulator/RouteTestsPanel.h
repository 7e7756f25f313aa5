// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "ui/rules/simulator/TestsOutcome.h"

#include <QWidget>

#include <functional>

class QLabel;
class QTableView;

namespace signalbox::ui {

class CoverageView;
class InlineMessage;
class RulesDocument;
class SimulatorPanel;
class TestsBar;
class TestsTableModel;
class Theme;
struct LoadedTests;

/// The saved cases of a policy: which pass with the draft, why others do not, and how much of the
/// routes they walk. Once run, they run again by themselves when the draft or a case changes.
///
/// Lives on the GUI thread; files are read and written, and cases tried, on threads of the pool.
class RouteTestsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// A case that is activated becomes the input of \a simulator, and what that was asked last can
    /// be saved as one. All arguments outlive the panel.
    RouteTestsPanel(RulesDocument &document, SimulatorPanel &simulator, const Theme &theme,
                    QWidget *parent);

    /// Shows the tests in \a path, which is where save() writes them from then on; what was not
    /// saved before is gone. Says so where it cannot be read, and keeps what is shown.
    void open(const QString &path);
    /// Shows the tests that usually are beside the policy in \a policyPath, or saves the first case
    /// there; unless others were opened or there are changes.
    void openBeside(const QString &policyPath);
    /// Where save() writes to, without reading what is there.
    void setPath(const QString &path) { m_path = path; }
    [[nodiscard]] const QString &path() const { return m_path; }
    void save();

    /// Asks what is to become of changes, if there are any; then \a next, unless the user cancels.
    void settleChanges(const std::function<void()> &next);

    void runAll();
    /// Adds a case that asks what the simulator was asked last, and expects what it showed.
    void saveAsTest();
    /// Adds a case that asks what the client of \a record asked, and expects what came of it. Says
    /// so where its request was not kept.
    void addExchange(const models::ExchangeRecord &record);
    void removeSelected();

    [[nodiscard]] models::RouteTests tests() const;
    /// Whether there is something to save.
    [[nodiscard]] bool isDirty() const { return m_isDirty; }
    [[nodiscard]] const TestsOutcome &outcome() const { return m_outcome; }

signals:
    void dirtyChanged(bool isDirty);
    /// A run of all cases has ended; outcome() is its.
    void ran();

private:
    void buildTable();
    void add(models::RouteCase one);
    [[nodiscard]] QStringList takenNames() const;
    void askForFile();
    void chooseFile();
    /// Goes on with \a next, if any, once all is saved.
    void saveAnd(const std::function<void()> &next);
    void showLoaded(const QString &path, const models::Result<LoadedTests, QString> &loaded);
    void showOutcome(const TestsOutcome &outcome);
    void showState();
    void showCase(int row);
    void setDirty(bool isDirty);
    void runAgain();
    void startRun();
    void noteChange();

    RulesDocument &m_document;
    SimulatorPanel &m_simulator;
    const Theme &m_theme;
    TestsTableModel *m_model;
    QTableView *m_table;
    CoverageView *m_coverage;
    InlineMessage *m_message;
    TestsBar *m_bar;
    QLabel *m_detail;
    QString m_path;
    models::RouteTests m_tests; ///< but for the cases, which are the model's
    TestsOutcome m_outcome;
    bool m_isDirty = false;
    bool m_hasRun = false; ///< or is about to
    bool m_isRunDue = false;
    bool m_isRunning = false;
};

} // namespace signalbox::ui
