// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenCalibration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <vector>

namespace signalbox::models {

namespace {

/// A call counts half after 34 more.
constexpr double fading = 0.98;
/// No tokenizer is further off; what is was another kind of difference.
constexpr double farthest = 0.7; // a factor of two
/// How far a call may pull the mean once some are known: in full when it is near, as far as one
/// that is near when it is further off, hardly when it must be about something else.
constexpr double near = 0.15;
constexpr double far = 0.5;
constexpr double strayPull = 0.03;
constexpr double fewCalls = 4;
/// A short request is mostly frames: its ratio says little about text.
constexpr double smallRequest = 60;
/// What the next larger group's mean weighs, in calls.
constexpr double trustInParent = 2;

constexpr auto entriesName = QLatin1String("entries");
constexpr auto keyName = QLatin1String("key");
constexpr auto meanName = QLatin1String("mean");
constexpr auto weightName = QLatin1String("weight");

bool isDigitOrDash(char c)
{
    return (c >= '0' && c <= '9') || c == '-';
}

/// The name without path, version of the service and date: `openai/gpt-4o-2024-08-06` is gpt-4o.
std::string familyOf(std::string_view model)
{
    const std::size_t slash = model.rfind('/');
    if (slash != std::string_view::npos)
        model.remove_prefix(slash + 1);
    model = model.substr(0, model.find('@'));
    for (const std::string_view suffix : {"-v1:0", "-v2:0", ":free", "-latest"}) {
        if (model.ends_with(suffix))
            model.remove_suffix(suffix.size());
    }
    constexpr std::size_t shortestDate = 8;
    std::size_t end = model.size();
    while (end > 0 && isDigitOrDash(model[end - 1]))
        --end;
    const std::string_view tail = model.substr(end);
    const std::size_t year = tail.find("-20");
    if (year != std::string_view::npos && tail.size() - year > shortestDate)
        model = model.substr(0, end + year);
    std::string family(model);
    std::ranges::transform(family, family.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return family;
}

std::string keyOf(std::string_view provider, std::string_view model)
{
    return std::string(provider) + '\n' + familyOf(model);
}

} // namespace

void TokenCalibration::observe(std::string_view provider, std::string_view model,
                               qint64 estimatedInput, qint64 reportedInput)
{
    if (estimatedInput < 1 || reportedInput < 1)
        return;
    const auto estimated = static_cast<double>(estimatedInput);
    const double logRatio =
        std::clamp(std::log(static_cast<double>(reportedInput) / estimated), -farthest, farthest);
    const double weight = estimated / (estimated + smallRequest);
    ++m_calls;
    observeOne(keyOf(provider, model), logRatio, weight);
    observeOne(std::string(provider), logRatio, weight);
    while (m_entries.size() > mostEntries)
        makeRoom();
}

void TokenCalibration::observeOne(const std::string &key, double logRatio, double weight)
{
    Entry &entry = m_entries[key];
    entry.learn(logRatio, weight);
    entry.heardAt = m_calls;
}

void TokenCalibration::Entry::learn(double logRatio, double callWeight)
{
    double distance = logRatio - mean;
    if (weight > fewCalls) {
        const double pull = std::abs(distance) > far ? strayPull : near;
        distance = std::clamp(distance, -pull, pull);
    }
    weight = weight * fading + callWeight;
    mean += distance * callWeight / weight;
}

void TokenCalibration::makeRoom()
{
    const auto oldest = std::ranges::min_element(
        m_entries, {}, [](const auto &entry) { return entry.second.heardAt; });
    m_entries.erase(oldest);
}

double TokenCalibration::meanOf(std::string_view provider, std::string_view model) const
{
    double mean = 0;
    for (const std::string &key : {std::string(provider), keyOf(provider, model)}) {
        const auto found = m_entries.find(key);
        if (found != m_entries.end()) {
            const Entry &entry = found->second;
            mean =
                (mean * trustInParent + entry.mean * entry.weight) / (trustInParent + entry.weight);
        }
    }
    return mean;
}

double TokenCalibration::factor(std::string_view provider, std::string_view model) const
{
    return std::exp(meanOf(provider, model));
}

qint64 TokenCalibration::corrected(std::string_view provider, std::string_view model,
                                   qint64 estimated) const
{
    return std::llround(static_cast<double>(estimated) * factor(provider, model));
}

QByteArray TokenCalibration::toJson() const
{
    // In the order in which they were heard of, which so survives.
    std::vector<const std::pair<const std::string, Entry> *> entries;
    for (const auto &entry : m_entries)
        entries.push_back(&entry);
    std::ranges::sort(entries, {}, [](const auto *entry) {
        return std::pair(entry->second.heardAt, entry->first);
    });
    QJsonArray list;
    for (const auto *entry : entries) {
        list.append(QJsonObject{{keyName, QString::fromStdString(entry->first)},
                                {meanName, entry->second.mean},
                                {weightName, entry->second.weight}});
    }
    return QJsonDocument(QJsonObject{{entriesName, list}}).toJson(QJsonDocument::Compact);
}

TokenCalibration TokenCalibration::fromJson(const QByteArray &json)
{
    TokenCalibration calibration;
    const QJsonArray list = QJsonDocument::fromJson(json).object().value(entriesName).toArray();
    for (const auto &value : list) {
        const QJsonObject object = value.toObject();
        const double mean = object.value(meanName).toDouble(farthest + 1);
        const double weight = object.value(weightName).toDouble(-1);
        const std::string key = object.value(keyName).toString().toStdString();
        const bool isSound = !key.empty() && std::abs(mean) <= farthest && weight > 0
            && weight < 1 / (1 - fading) + 1;
        if (isSound && calibration.m_entries.size() < mostEntries)
            calibration.m_entries[key] = {mean, weight, ++calibration.m_calls};
    }
    return calibration;
}

} // namespace signalbox::models
