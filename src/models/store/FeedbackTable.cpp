// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/FeedbackTable.h"

#include <QSqlQuery>
#include <QVariant>

namespace signalbox::models {

namespace {

/// Where the column, which is not null, says that there is a comment only.
constexpr double noValue = -1;

/// SQLite's text columns are not null; a null QString would be.
QString notNull(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

constexpr const char *selectFeedback =
    "SELECT exchange, given, value, label, task, comment FROM feedback";

Feedback feedbackOf(const QSqlQuery &query)
{
    enum Column { Exchange, Given, Value, LabelText, Task, Comment };
    const double value = query.value(Value).toDouble();
    return {.exchangeId = static_cast<quint64>(query.value(Exchange).toLongLong()),
            .value = value < 0 ? std::nullopt : std::optional(value),
            .label = query.value(LabelText).toString(),
            .taskType = query.value(Task).toString(),
            .comment = query.value(Comment).toString(),
            .givenAtMs = query.value(Given).toLongLong()};
}

} // namespace

Status<StoreError> storeFeedback(const StoreDatabase &database, const Feedback &feedback)
{
    QSqlQuery query(database.handle());
    const bool isPrepared = query.prepare(QStringLiteral(
        "INSERT INTO feedback (exchange, given, value, label, task, comment)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (exchange) DO UPDATE SET"
        " given = excluded.given,"
        // A comment alone takes nothing back, nor does a value the comment before it.
        " comment = CASE WHEN excluded.comment = '' THEN comment"
        " ELSE excluded.comment END,"
        " label = CASE WHEN excluded.value < 0 AND excluded.label = ''"
        " THEN label ELSE excluded.label END,"
        " task = CASE WHEN excluded.value < 0 THEN task ELSE excluded.task END,"
        " value = CASE WHEN excluded.value < 0 THEN value ELSE excluded.value END"));
    if (!isPrepared)
        return Failure{storeError(query.lastError())};
    query.addBindValue(static_cast<qint64>(feedback.exchangeId));
    query.addBindValue(feedback.givenAtMs);
    query.addBindValue(feedback.value.value_or(noValue));
    query.addBindValue(notNull(feedback.label));
    query.addBindValue(notNull(feedback.taskType));
    query.addBindValue(notNull(feedback.comment));
    if (!query.exec())
        return Failure{storeError(query.lastError())};
    return std::monostate{};
}

std::optional<Feedback> readFeedback(const StoreDatabase &database, quint64 exchangeId)
{
    QSqlQuery query(database.handle());
    query.setForwardOnly(true);
    if (!query.prepare(QLatin1String(selectFeedback) + QStringLiteral(" WHERE exchange = ?")))
        return std::nullopt;
    query.addBindValue(static_cast<qint64>(exchangeId));
    if (!query.exec() || !query.next())
        return std::nullopt;
    return feedbackOf(query);
}

QList<Feedback> readFeedbacks(const StoreDatabase &database, int limit)
{
    QList<Feedback> feedbacks;
    QSqlQuery query(database.handle());
    query.setForwardOnly(true);
    if (!query.prepare(QLatin1String(selectFeedback)
                       + QStringLiteral(" ORDER BY exchange DESC LIMIT ?")))
        return feedbacks;
    query.addBindValue(limit);
    for (bool hasMore = query.exec() && query.next(); hasMore; hasMore = query.next())
        feedbacks.append(feedbackOf(query));
    return feedbacks;
}

} // namespace signalbox::models
