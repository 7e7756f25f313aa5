// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/signals/RequestSurvey.h"
#include "routing/signals/SignalSource.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox::routing {

class Redactor;

/// The value of the signal `dialect`; empty when there is none. The text lives forever.
[[nodiscard]] std::string_view dialectSignal(models::ClientDialect dialect);
/// The value of the signal `operation`; empty when there is none. The text lives forever.
[[nodiscard]] std::string_view operationSignal(Operation operation);
/// Whether \a kind needs to read the whole body or to think about its words.
[[nodiscard]] bool isExpensiveSignal(models::SignalKind kind);
/// The signal \a kind of the survey \a found, to which texts point; missing for one that it does
/// not tell.
[[nodiscard]] SignalReading surveySignal(models::SignalKind kind, const RequestSurvey &found);
/// \a text as it may be written down: cut to \a mostCharacters, without the keys that \a redactor
/// knows; null: without looking for keys.
[[nodiscard]] std::string shownSignalText(std::string_view text, const Redactor *redactor,
                                          std::size_t mostCharacters);

} // namespace signalbox::routing
