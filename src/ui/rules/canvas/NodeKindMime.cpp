// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/NodeKindMime.h"

#include "models/policy/PolicyNames.h"

#include <QMimeData>

namespace signalbox::ui {

namespace {
const auto nodeKindType = QLatin1String("application/x-signalbox-node-kind");
} // namespace

QMimeData *mimeOf(models::RouteNodeKind kind)
{
    auto *data = new QMimeData;
    data->setData(nodeKindType, QString(models::nameOf(models::routeNodeKindNames, kind)).toUtf8());
    return data;
}

std::optional<models::RouteNodeKind> nodeKindOf(const QMimeData &data)
{
    if (!data.hasFormat(nodeKindType))
        return std::nullopt;
    return models::valueOf(models::routeNodeKindNames, QString::fromUtf8(data.data(nodeKindType)));
}

} // namespace signalbox::ui
