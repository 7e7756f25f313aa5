// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficCells.h"

#include <QDateTime>
#include <QLocale>

namespace signalbox::models {

namespace {

using Column = TrafficTableModel::Column;

constexpr double usPerMs = 1'000;
constexpr double usPerSecond = 1'000'000;
constexpr qint64 secondInUs = 1'000'000;
constexpr int moneyDecimals = 6;

QString unknownCell()
{
    return QStringLiteral("—");
}

QString timeText(qint64 startedAtMs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(startedAtMs);
    if (time.date() == QDate::currentDate())
        return time.toString(QStringLiteral("HH:mm:ss.zzz"));
    // The date takes the place of the milliseconds, which matter while one watches.
    return QLocale().toString(time.date(), QLocale::ShortFormat)
        + time.toString(QStringLiteral(" HH:mm:ss"));
}

QString durationText(qint64 us)
{
    const QLocale locale;
    if (us < secondInUs)
        return locale.toString(static_cast<double>(us) / usPerMs, 'f', 0) + QStringLiteral(" ms");
    return locale.toString(static_cast<double>(us) / usPerSecond, 'f', 2) + QStringLiteral(" s");
}

QString costText(const ExchangeRecord &record)
{
    const QString amount =
        QLatin1Char('$') + QLocale().toString(record.cost.dollars(), 'f', moneyDecimals);
    return record.costSource == CostSource::Estimated ? QStringLiteral("≈ ") + amount : amount;
}

QString servedText(const ExchangeRecord &record)
{
    if (record.provider.isEmpty() && record.model.isEmpty())
        return {};
    return record.provider + QLatin1Char('/') + record.model;
}

QString figureText(const ExchangeRecord &record, Column column)
{
    const QVariant number = trafficCellNumber(record, column);
    if (!number.isValid())
        return unknownCell();
    switch (column) {
    case Column::TtftColumn:
    case Column::TotalColumn:
        return durationText(number.toLongLong());
    case Column::SpeedColumn:
        return QLocale().toString(number.toDouble(), 'f', 1);
    case Column::CostColumn:
        return costText(record);
    case Column::StatusColumn:
        return number.toString();
    default:
        return QLocale().toString(number.toLongLong());
    }
}

QVariant known(qint64 figure)
{
    return figure < 0 ? QVariant() : QVariant(figure);
}

} // namespace

bool isFigure(TrafficTableModel::Column column)
{
    switch (column) {
    case Column::StatusColumn:
    case Column::TtftColumn:
    case Column::TotalColumn:
    case Column::SpeedColumn:
    case Column::InputColumn:
    case Column::OutputColumn:
    case Column::CachedColumn:
    case Column::CostColumn:
        return true;
    default:
        return false;
    }
}

QString trafficCellText(const ExchangeRecord &record, TrafficTableModel::Column column)
{
    QString text;
    switch (column) {
    case Column::TimeColumn:
        return timeText(record.startedAtMs);
    case Column::RequestedColumn:
        text = record.requestedModel;
        break;
    case Column::ServedColumn:
        text = servedText(record);
        break;
    case Column::RouteColumn:
        text = record.route;
        break;
    case Column::FinishColumn:
        text = record.finishReason;
        break;
    default:
        return figureText(record, column);
    }
    return text.isEmpty() ? unknownCell() : text;
}

QVariant trafficCellNumber(const ExchangeRecord &record, TrafficTableModel::Column column)
{
    switch (column) {
    case Column::TimeColumn:
        return record.startedAtMs;
    case Column::StatusColumn:
        return record.status == 0 ? QVariant() : QVariant(record.status);
    case Column::TtftColumn:
        return known(record.ttftUs);
    case Column::TotalColumn:
        return known(record.totalUs);
    case Column::SpeedColumn: {
        const double perTokenMs = record.timePerOutputTokenMs();
        return perTokenMs <= 0 ? QVariant() : QVariant(1000.0 / perTokenMs);
    }
    case Column::InputColumn:
        return known(record.usage.input);
    case Column::OutputColumn:
        return known(record.usage.output);
    case Column::CachedColumn:
        return known(record.usage.cachedInput);
    case Column::CostColumn:
        return record.costSource == CostSource::Unknown ? QVariant()
                                                        : QVariant(record.cost.microDollars);
    default:
        return {};
    }
}

} // namespace signalbox::models
