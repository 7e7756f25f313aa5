// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/Format.h"

#include "models/stats/LiveSeries.h"

#include <QCoreApplication>
#include <QLocale>

namespace signalbox::ui {

namespace {
constexpr qint64 usPerMs = 1'000;
constexpr qint64 usPerSecond = 1'000'000;
constexpr qint64 usPerMinute = 60 * usPerSecond;
} // namespace

QString unknownText()
{
    return QStringLiteral("—");
}

QString durationText(qint64 microseconds)
{
    const QLocale locale;
    if (microseconds < 0)
        return unknownText();
    const auto value = static_cast<double>(microseconds);
    if (microseconds < 10 * usPerMs) {
        return QCoreApplication::translate("Format", "%1 ms")
            .arg(locale.toString(value / usPerMs, 'f', 1));
    }
    if (microseconds < usPerSecond) {
        return QCoreApplication::translate("Format", "%1 ms")
            .arg(locale.toString(value / usPerMs, 'f', 0));
    }
    if (microseconds < usPerMinute) {
        return QCoreApplication::translate("Format", "%1 s")
            .arg(locale.toString(value / usPerSecond, 'f', 2));
    }
    return QCoreApplication::translate("Format", "%1 min %2 s")
        .arg(locale.toString(microseconds / usPerMinute),
             locale.toString(microseconds % usPerMinute / usPerSecond));
}

QString costText(models::Money cost, models::CostSource source)
{
    if (source == models::CostSource::Unknown)
        return unknownText();
    const QLocale locale;
    const double dollars = cost.dollars();
    const int decimals = dollars >= 1 ? 2 : 6;
    QString digits = locale.toString(dollars, 'f', decimals);
    if (decimals > 4) {
        // Small amounts keep their meaningful digits only: $0.0012, not $0.001200.
        while (digits.endsWith(locale.zeroDigit()) && digits.size() > 4)
            digits.chop(1);
    }
    const QString amount = QLatin1Char('$') + digits;
    return source == models::CostSource::Estimated ? QStringLiteral("≈ ") + amount : amount;
}

QString countText(qint64 count)
{
    return count < 0 ? unknownText() : QLocale().toString(count);
}

QString shareText(std::optional<double> share)
{
    if (!share)
        return unknownText();
    return QCoreApplication::translate("Format", "%1 %")
        .arg(QLocale().toString(*share * 100.0, 'f', 1));
}

QString costRateText(const models::TrafficSummary &summary)
{
    if (!summary.costPerHour)
        return unknownText();
    const bool needsMore = *summary.costPerHour > 0 && *summary.costPerHour < 1;
    const int decimals = needsMore ? 3 : 2;
    const QString amount =
        QLatin1Char('$') + QLocale().toString(*summary.costPerHour, 'f', decimals);
    return summary.estimatedCosts > 0 ? QStringLiteral("≈ ") + amount : amount;
}

} // namespace signalbox::ui
