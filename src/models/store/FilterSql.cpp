// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/FilterSql.h"

#include <QStringList>

#include <array>
#include <utility>

namespace signalbox::models {

namespace {

struct NamedColumn
{
    NameKind kind;
    QLatin1String column;
};
constexpr std::array<NamedColumn, 6> searchedColumns{{
    {NameKind::RequestedModel, QLatin1String("requested")},
    {NameKind::Route, QLatin1String("route")},
    {NameKind::Target, QLatin1String("target")},
    {NameKind::Provider, QLatin1String("provider")},
    {NameKind::Model, QLatin1String("model")},
    {NameKind::Error, QLatin1String("error")},
}};

/// The names that contain \a text as numbers, so that a million rows are searched without looking
/// at a single string. Empty when no record can match.
QString textCondition(const QString &text, NameReader &names)
{
    QStringList terms;
    for (const NamedColumn &searched : searchedColumns) {
        QStringList ids;
        for (const qint64 id : names.containing(searched.kind, text))
            ids += QString::number(id);
        if (!ids.isEmpty())
            terms += QStringLiteral("%1 IN (%2)").arg(searched.column, ids.join(QLatin1Char(',')));
    }
    if (const quint64 id = exchangeIdFromText(text); id != 0)
        terms += QStringLiteral("id = %1").arg(id);
    return terms.isEmpty()
        ? QString()
        : QLatin1Char('(') + terms.join(QLatin1String(" OR ")) + QLatin1Char(')');
}

QString idList(const QSet<quint64> &exchangeIds)
{
    QStringList ids;
    ids.reserve(exchangeIds.size());
    for (const quint64 id : exchangeIds)
        ids += QString::number(static_cast<qint64>(id)); // as SQLite keeps it
    return ids.join(QLatin1Char(','));
}

} // namespace

FilterSql filterSql(const TrafficFilter &filter, NameReader &names)
{
    if (filter.isEmpty())
        return {.sql = QStringLiteral("1"), .all = true};
    QStringList terms;
    if (filter.outcome)
        terms += QStringLiteral("outcome = %1").arg(static_cast<int>(*filter.outcome));
    const std::array<std::pair<NamedColumn, const QString *>, 3> nameColumns{{
        {{NameKind::Provider, QLatin1String("provider")}, &filter.provider},
        {{NameKind::Target, QLatin1String("target")}, &filter.target},
        {{NameKind::Route, QLatin1String("route")}, &filter.route},
    }};
    for (const auto &[column, text] : nameColumns) {
        if (text->isEmpty())
            continue;
        const qint64 id = names.find(column.kind, *text);
        if (id < 0)
            return {.sql = QStringLiteral("0"), .nothing = true};
        terms += QStringLiteral("%1 = %2").arg(column.column).arg(id);
    }
    if (!filter.ids.isEmpty())
        terms += QStringLiteral("id IN (%1)").arg(idList(filter.ids));
    if (filter.fromMs != 0)
        terms += QStringLiteral("started >= %1").arg(filter.fromMs);
    if (filter.toMs != 0)
        terms += QStringLiteral("started < %1").arg(filter.toMs);
    if (!filter.text.isEmpty()) {
        const QString term = textCondition(filter.text, names);
        if (term.isEmpty())
            return {.sql = QStringLiteral("0"), .nothing = true};
        terms += term;
    }
    return {.sql = terms.join(QLatin1String(" AND "))};
}

} // namespace signalbox::models
