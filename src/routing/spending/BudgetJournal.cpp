// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/BudgetLedger.h"
#include "routing/spending/JournalLine.h"

#include <algorithm>
#include <optional>

// A line of the journal is what one flush changed. An entry is
// "period,first day,used,reserved,budget,client", with the names percent-encoded. Amounts are
// totals and not differences: a line may be lost or read twice, and the next one puts it right.

namespace signalbox::routing {

using models::Budget;

namespace {

constexpr std::array<char, 3> periodLetters{'d', 'w', 'm'};

struct JournalEntry
{
    QString budget;
    QString client;
    Budget::Period period = Budget::Period::Day;
    qint64 firstDay = 0;
    qint64 spent = 0;
};

std::optional<JournalEntry> entryOf(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split(',');
    constexpr int partCount = 6;
    if (parts.size() != partCount || parts[0].size() != 1)
        return std::nullopt;
    const auto letter = std::ranges::find(periodLetters, parts[0].front());
    std::array<qint64, 3> numbers{};
    for (int i = 0; i < 3; ++i) {
        bool isNumber = false;
        numbers.at(static_cast<std::size_t>(i)) = parts[i + 1].toLongLong(&isNumber);
        if (!isNumber || numbers.at(static_cast<std::size_t>(i)) < 0)
            return std::nullopt;
    }
    if (letter == periodLetters.end())
        return std::nullopt;
    const auto name = [](const QByteArray &encoded) {
        return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded));
    };
    constexpr qint64 most = Q_INT64_C(1) << 60;
    return JournalEntry{.budget = name(parts[4]),
                        .client = name(parts[5]),
                        .period = static_cast<Budget::Period>(letter - periodLetters.begin()),
                        .firstDay = numbers[0],
                        .spent = std::min(numbers[1], most) + std::min(numbers[2], most)};
}

} // namespace

void BudgetLedger::appendAccount(const Account &account, QByteArray &line)
{
    for (const Counter &counter : account.counters) {
        if (!line.isEmpty())
            line += ';';
        line += periodLetters.at(static_cast<std::size_t>(account.period));
        for (const qint64 number : {counter.firstDay, counter.used, counter.reserved})
            line += ',' + QByteArray::number(number);
        for (const QString &name : {account.budget, account.client})
            line += ',' + name.toUtf8().toPercentEncoding();
    }
}

QByteArray BudgetLedger::takeChanges()
{
    QByteArray line;
    for (const int index : m_changed) {
        Account &account = m_accounts[static_cast<std::size_t>(index)];
        account.isChanged = false;
        appendAccount(account, line);
    }
    m_changed.clear();
    return sealedLine(line);
}

QByteArray BudgetLedger::snapshot() const
{
    QByteArray line;
    for (const Account &account : m_accounts)
        appendAccount(account, line);
    return sealedLine(line);
}

void BudgetLedger::restore(const QByteArray &journal)
{
    forEachEntry(journal, [this](const QByteArray &text) {
        const auto entry = entryOf(text);
        if (!entry)
            return;
        const int index = accountNamed(entry->budget, entry->client, entry->period);
        Account &restored = m_accounts[static_cast<std::size_t>(index)];
        counter(restored, entry->firstDay).used = entry->spent;
    });
}

} // namespace signalbox::routing
