// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/rules/canvas/NodeWords.h"

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace signalbox::ui {

/// One output as it is drawn on its node.
struct PortShape
{
    QString id{}; ///< see models::NodePort; empty: such a failure is final
    QString text{}; ///< cut to its room
    QString fullText{};
    QPointF place{}; ///< where its edge begins, from the node's upper left corner
    bool isMissing = false; ///< it leads nowhere, but has to lead somewhere
    /// Of a fallback: what failures of this class of its first step lead to. Several such outputs
    /// share the id of the step that takes them.
    std::optional<models::ErrorClass> errorClass{};

    bool operator==(const PortShape &) const = default;
};

/// How a node is drawn: what its texts are and where everything stands, in the canvas's units from
/// its upper left corner. Made once for each change of the node, so that painting measures nothing.
/// As wide as its texts want it to be, within bounds that go with the font; what is longer is cut.
struct NodeShape
{
    /// \a font is that of the body text; titles are bold in it.
    static NodeShape of(const QString &id, const models::RouteNode &node, const QFont &font);

    /// The bounds of the width, in average characters of the font.
    static constexpr int fewestCharacters = 30;
    static constexpr int mostCharacters = 44;
    static constexpr int padding = 12;
    static constexpr int iconSize = 20;
    static constexpr int portRadius = 5;

    models::RouteNodeKind kind = models::RouteNodeKind::Target;
    bool isMuted = false;
    QString title{}; ///< the label or id, cut to its room
    QString fullTitle{};
    QString summary{}; ///< what it is set to, cut to its room; or its kind where nothing is set
    QString fullSummary{};
    QRectF box{}; ///< at (0, 0)
    QRectF icon{};
    QRectF titleBox{};
    QRectF summaryBox{};
    QPointF input{}; ///< where edges to it end
    std::vector<PortShape> ports{};

    /// What a screen reader says of it.
    [[nodiscard]] QString spoken() const;
    /// The same, with the names of outputs that are cut.
    [[nodiscard]] QString toolTip() const;
    [[nodiscard]] const PortShape *port(const QString &id) const;
    /// Where edges of the output \a id begin: one place, or one for each class of failures.
    [[nodiscard]] std::vector<QPointF> placesOf(const QString &id) const;
    /// The nearest port to \a place, with room around it for a hand; null if none.
    [[nodiscard]] const PortShape *portAt(const QPointF &place) const;
    [[nodiscard]] double width() const { return box.width(); }
    bool operator==(const NodeShape &) const = default;
};

} // namespace signalbox::ui
