// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/DecisionReadings.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

std::string jsonOf(const RequestSignals::Note &note)
{
    std::string text;
    JsonWriter json(text);
    if (const auto *flag = std::get_if<bool>(&note.value))
        json.boolean(*flag);
    else if (const auto *number = std::get_if<double>(&note.value))
        json.real(*number);
    else if (const auto *value = std::get_if<std::string>(&note.value))
        json.text(*value);
    else if (note.gap == RequestSignals::Gap::NoTime)
        json.text("(no time)");
    else
        json.null();
    return text;
}

} // namespace

DecisionReadings::DecisionReadings(std::span<const RequestSignals::Note> notes)
{
    m_readings.reserve(notes.size());
    for (const RequestSignals::Note &note : notes) {
        const models::SignalName name{.kind = note.query->kind,
                                      .argument = QString::fromStdString(note.query->argument)};
        m_readings.push_back({.name = name.toString().toStdString(), .json = jsonOf(note)});
    }
}

void DecisionReadings::writeAll(JsonWriter &json) const
{
    if (m_readings.empty())
        return;
    json.beginObject("signals");
    for (const Reading &reading : m_readings)
        json.json(reading.name, reading.json);
    json.endObject();
}

void DecisionReadings::writeLeft(const models::SignalName &signal, JsonWriter &json) const
{
    const auto found =
        std::ranges::find(m_readings, signal.toString().toStdString(), &Reading::name);
    if (found != m_readings.end())
        json.json("left", found->json);
}

} // namespace signalbox::routing
