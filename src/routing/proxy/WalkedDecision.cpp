// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/WalkedDecision.h"

#include "models/traffic/ExchangeRecord.h"
#include "routing/proxy/DecisionJson.h"
#include "routing/proxy/ProxySnapshot.h"

namespace signalbox::routing {

std::string WalkedDecision::json(const models::ExchangeRecord &record) const
{
    constexpr std::size_t usualSize = 1024;
    std::string text;
    text.reserve(usualSize);
    JsonWriter json(text);
    json.beginObject().boolean("served", record.outcome != models::ExchangeOutcome::Refused);
    json.text("dialect", clientDialectName(record.dialect));
    json.text("model", record.requestedModel);
    json.textIfAny("route", record.route);
    json.boolean("stream", m_asksForStream);
    json.textIfAny("target", record.target);
    json.text("reason", record.reason);
    DecisionJson decision(m_facts, *m_plan, json);
    decision.writeSignals();
    decision.writePath();
    decision.writeNotes();
    DecisionJson::writeAttempts(record.attempts, json);
    json.endObject();
    return text;
}

qint64 WalkedDecision::bytes() const
{
    std::size_t bytes = sizeof(*this);
    for (const PoolTrace &pool : m_facts.trace.pools)
        bytes += sizeof(PoolTrace)
            + pool.figures.size() * (sizeof(MemberFigures) + sizeof(RankedMember));
    for (const TableCells &table : m_facts.tables)
        bytes += sizeof(table) + table.cells.size() * sizeof(Truth);
    for (const RequestSignals::Note &note : m_facts.readings) {
        const auto *text = std::get_if<std::string>(&note.value);
        bytes += sizeof(note) + (text ? text->size() : 0);
    }
    for (const std::string &problem : m_facts.problems)
        bytes += sizeof(problem) + problem.size();
    return static_cast<qint64>(bytes);
}

} // namespace signalbox::routing
