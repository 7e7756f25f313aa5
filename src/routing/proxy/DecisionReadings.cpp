// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/DecisionReadings.h"

#include "routing/proxy/LiveWorld.h"

#include <algorithm>

namespace signalbox::routing {

using models::SignalKind;

namespace {

bool isOfThePrompt(SignalKind kind)
{
    return kind == SignalKind::SystemText || kind == SignalKind::LastText
        || kind == SignalKind::Body;
}

std::string jsonOf(const RequestSignals::Note &note, bool keepsTexts)
{
    std::string text;
    JsonWriter json(text);
    if (const auto *flag = std::get_if<bool>(&note.value))
        json.boolean(*flag);
    else if (const auto *number = std::get_if<double>(&note.value))
        json.real(*number);
    else if (const auto *value = std::get_if<std::string>(&note.value))
        json.text(keepsTexts || !isOfThePrompt(note.query->kind) ? *value : "(not kept)");
    else if (note.gap == RequestSignals::Gap::NoTime)
        json.text("(no time)");
    else
        json.null();
    return text;
}

} // namespace

DecisionReadings::DecisionReadings(LiveWorld &world, const DecisionPrivacy &privacy)
{
    if (!world.hasSignals())
        return;
    world.requestSignals().forEachReading(
        [&](const RequestSignals::Note &note) {
            const models::SignalName name{.kind = note.query->kind,
                                          .argument = QString::fromStdString(note.query->argument)};
            m_readings.push_back(
                {.name = name.toString().toStdString(), .json = jsonOf(note, privacy.keepsTexts)});
        },
        privacy.redactor);
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
