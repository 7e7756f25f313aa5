// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/simulator/TestsOutcome.h"

#include <QAbstractTableModel>

#include <optional>

namespace signalbox::ui {

class Theme;

/// The cases of a file of route tests, and what came of each.
///
/// Lives on the GUI thread.
class TestsTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ResultColumn, ColumnCount };

    /// \a theme outlives the model.
    explicit TestsTableModel(const Theme &theme, QObject *parent = nullptr);

    /// Nothing is known of any of them then.
    void setCases(const QList<models::RouteCase> &cases);
    void addCase(const models::RouteCase &one);
    void removeCase(int row);
    [[nodiscard]] const QList<models::RouteCase> &cases() const { return m_cases; }
    /// Of all cases, in their order; another number of them is passed over.
    void setOutcomes(const std::vector<CaseOutcome> &outcomes);
    /// Nothing while it is not known.
    [[nodiscard]] const CaseOutcome *outcome(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Gives a case another name, which no other may have.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    /// A case has another name.
    void renamed();

private:
    [[nodiscard]] QString resultText(int row) const;

    const Theme &m_theme;
    QList<models::RouteCase> m_cases;
    std::vector<std::optional<CaseOutcome>> m_outcomes; ///< as m_cases
};

} // namespace signalbox::ui
