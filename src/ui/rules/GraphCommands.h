// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"
#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/RulesDocument.h"

#include <QObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::ui {

/// What every view does to the graph of a document: each command is one step of undo with a name,
/// and selects what it has made. Where a view does not say where new nodes stand, they stand below
/// those that have a place, or wherever the layout wants them while none has.
///
/// Lives on the GUI thread. What cannot be done is told by refused(), in a sentence.
class GraphCommands final : public QObject
{
    Q_OBJECT

public:
    enum class Direction : qint8 { Up = -1, Down = 1 };
    /// Where nodes stand that a view shows, by id; an empty one leaves it to the layout.
    using Places = QHash<QString, models::CanvasPoint>;

    /// \a document outlives the commands.
    explicit GraphCommands(RulesDocument &document, QObject *parent = nullptr);

    /// \a from, if there is one, leads to the new node then, and the new node to where it has led.
    void add(models::RouteNodeKind kind, const std::optional<models::PortRef> &from,
             std::optional<models::CanvasPoint> place = std::nullopt);
    void remove(const QStringList &nodes);
    void copy(const QStringList &nodes, const Places &places = {}) const;
    void paste(std::optional<models::CanvasPoint> place = std::nullopt);
    void duplicate(const QStringList &nodes, const Places &places = {});
    /// Mutes \a nodes, or none of them when the first one is muted.
    void toggleMuted(const QStringList &nodes);
    /// Takes \a node out of its chain, which is healed, and puts it at \a place, if there is one.
    void detach(const QString &node, std::optional<models::CanvasPoint> place = std::nullopt);

    /// An empty \a to lets \a from lead nowhere.
    void lead(const models::PortRef &from, const QString &to);
    /// Lets failures of one class of the first step of the fallback \a node lead to \a to first.
    void leadFailures(const QString &node, models::ErrorClass errorClass, const QString &to);
    void disconnectAll(const std::vector<models::PortRef> &ports);
    /// The nodes that \a from may lead to without closing a circle, in no order.
    [[nodiscard]] QStringList destinations(const models::PortRef &from) const;

    /// The new output, or an empty text. So for moveOutput(): the output is called by its place.
    QString addOutput(const QString &node);
    void removeOutput(const models::PortRef &port);
    QString moveOutput(const models::PortRef &port, Direction direction);

    /// What a new node may name in \a policy.
    [[nodiscard]] static models::NodeDefaults defaultsOf(const models::Policy &policy);

signals:
    void refused(const QString &why);

private:
    bool edit(const QString &undoText, const RulesDocument::Edit &edit);

    RulesDocument &m_document;
};

} // namespace signalbox::ui
