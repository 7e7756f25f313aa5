// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"
#include "ui/rules/OutlineItems.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::ui {

class RulesDocument;
class Theme;

/// The route that a document shows as a tree: its start and every node, with the outputs below.
/// Follows the document row by row, so that what is open, selected or current stays so.
///
/// Lives on the GUI thread.
class OutlineModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, KindColumn, LeadsToColumn, ProblemsColumn, ColumnCount };

    /// \a document and \a theme outlive the model.
    OutlineModel(RulesDocument &document, const Theme &theme, QObject *parent = nullptr);
    ~OutlineModel() override;

    /// The node of a row, or of the output in it; empty for the start.
    [[nodiscard]] QString nodeOf(const QModelIndex &index) const;
    /// The output in a row: the start has one; nothing for nodes.
    [[nodiscard]] std::optional<models::PortRef> portOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &node) const;
    /// The row of an output; that of the start for its one.
    [[nodiscard]] QModelIndex indexOf(const models::PortRef &output) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Gives a node another id.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    /// An edit by setData() was refused, with a sentence that says why.
    void refused(const QString &reason);

private:
    /// The outputs of a node point to it, so that their parent stays known when it moves.
    struct Row
    {
        OutlineNode node;
        int row = 0;
    };

    [[nodiscard]] const Row *rowOf(const QModelIndex &index) const;
    [[nodiscard]] static const OutlinePort *outlinePortOf(const QModelIndex &index);
    [[nodiscard]] QString text(const QModelIndex &index, int column) const;
    [[nodiscard]] QString spokenText(const QModelIndex &index) const;
    [[nodiscard]] QVariant iconOf(const QModelIndex &index) const;
    void follow();
    void adoptNewId(const std::vector<OutlineNode> &wanted);
    void removeGone(const std::vector<OutlineNode> &wanted);
    void reorder(const std::vector<OutlineNode> &wanted);
    void insertNew(const std::vector<OutlineNode> &wanted);
    void followPorts(Row &row, const std::vector<OutlinePort> &wanted);
    void renumber();

    RulesDocument &m_document;
    const Theme &m_theme;
    std::vector<std::unique_ptr<Row>> m_rows;
    bool m_isOtherRoute = false;
};

} // namespace signalbox::ui
