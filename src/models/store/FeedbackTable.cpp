// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/FeedbackTable.h"

#include <QSqlQuery>
#include <QVariant>

namespace signalbox::models {

namespace {

/// SQLite's text columns are not null; a null QString would be.
QString notNull(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

} // namespace

Status<StoreError> storeFeedback(const StoreDatabase &database, const Feedback &feedback)
{
    QSqlQuery query(database.handle());
    const bool isPrepared = query.prepare(QStringLiteral(
        "INSERT OR REPLACE INTO feedback (exchange, given, value, label, task, comment)"
        " VALUES (?, ?, ?, ?, ?, ?)"));
    if (!isPrepared)
        return Failure{storeError(query.lastError())};
    query.addBindValue(static_cast<qint64>(feedback.exchangeId));
    query.addBindValue(feedback.givenAtMs);
    query.addBindValue(feedback.value);
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
    if (!query.prepare(QStringLiteral(
            "SELECT given, value, label, task, comment FROM feedback WHERE exchange = ?")))
        return std::nullopt;
    query.addBindValue(static_cast<qint64>(exchangeId));
    if (!query.exec() || !query.next())
        return std::nullopt;
    enum Column { Given, Value, LabelText, Task, Comment };
    return Feedback{.exchangeId = exchangeId,
                    .value = query.value(Value).toDouble(),
                    .label = query.value(LabelText).toString(),
                    .taskType = query.value(Task).toString(),
                    .comment = query.value(Comment).toString(),
                    .givenAtMs = query.value(Given).toLongLong()};
}

} // namespace signalbox::models
