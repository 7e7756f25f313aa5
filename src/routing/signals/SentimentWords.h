// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/CueTable.h"

#include <array>
#include <string_view>

namespace signalbox::routing {

/// What a word does in LexiconSentiment.
enum SentimentCue : int {
    Feeling, ///< says how somebody feels; weight is its value
    Doubtful, ///< the same, unless the talk is technical
    Negation,
    Intensity, ///< weight is the factor for the next feeling
    Contrast, ///< "but"
    Technical,
};

/// Words with one value, apart by spaces.
struct FeelingGroup
{
    double value;
    std::string_view words;
};

inline constexpr std::array feelingGroups{
    FeelingGroup{3,
                 "awesome amazing fantastic wonderful excellent perfect brilliant outstanding "
                 "superb magnificent incredible phenomenal best love adore loved loves loving"},
    FeelingGroup{2.3,
                 "great beautiful happy delighted excited thrilled fabulous terrific gorgeous "
                 "stunning impressive joy delicious hilarious epic glorious yay woohoo win "
                 "wins winning champion blessed grateful thankful congrats congratulations"},
    FeelingGroup{1.7,
                 "good nice enjoy enjoyed enjoying fun funny cool glad pleased pleasant lovely "
                 "thanks thank helpful sweet kind charming favorite favourite proud lucky smile "
                 "smiling laugh laughing haha lol hope cute friendly peace celebrate "
                 "recommend reliable sharp elegant hug hugs appreciate appreciated welcome "
                 "pretty interesting interested excitement handy bravo wow better"},
    FeelingGroup{1,
                 "like liked likes fine okay ok well easy clean clear useful solid decent works "
                 "comfortable agree fair safe fresh bright quick smooth sturdy satisfied sure "
                 "yes support supports improved improvement affordable compact durable"},
    FeelingGroup{-3,
                 "hate hated hates horrible terrible awful worst disgusting horrendous atrocious "
                 "despise fuck fucking fucked fuckin shit shitty bullshit bastard evil "
                 "appalling abysmal pathetic"},
    FeelingGroup{-2.3,
                 "angry furious sad miserable depressed depressing crap crappy garbage trash "
                 "stupid idiot idiotic moron dumb ridiculous useless worthless sucks suck "
                 "sucked hateful ugly cruel sick nasty cry crying cried tragic tragedy heartbroken "
                 "grief damn wtf loser losers disaster disgrace shame lousy rubbish junk "
                 "scam waste rude ugh"},
    FeelingGroup{-1.7,
                 "bad annoyed annoying annoys frustrated frustrating frustration disappointed "
                 "disappointing disappointment disappoints upset unhappy worried worry scared "
                 "afraid fear lonely hurt hurts pain painful poor poorly unacceptable gross "
                 "lame boring bored mad sorry regret regrets hell jerk creepy weird tired "
                 "exhausted stress stressed stressful nervous embarrassed embarrassing guilty "
                 "unfortunately unfair mess messy flawed inferior flimsy irritating"},
    FeelingGroup{-1,
                 "worse difficult unclear confusing confused confuse doubt lost miss missed "
                 "missing complain complaint complaints problem problems trouble cheap slow "
                 "hard lack lacks lacking limited expensive unable wrong cold sadly annoyance "
                 "avoid blame weak ignore ignored noisy clumsy awkward flaw flaws"},
};

/// Feelings elsewhere, terms in programs and systems.
inline constexpr std::array doubtfulGroups{
    FeelingGroup{-2.5,
                 "kill killed killing kills murder dead die died dying fatal death poison "
                 "suicide deadly"},
    FeelingGroup{-1.8,
                 "crash crashed crashes fail failed fails failing failure broken attack "
                 "violent violence destroy destroyed abuse war panic threat victim bomb "
                 "terrorist nightmare bloody critical corrupt"},
    FeelingGroup{-1,
                 "error errors bug bugs issue issues hang hangs freeze freezes abort "
                 "conflict conflicts dirty bleeding invalid illegal rejected refused denied "
                 "terminate terminated zombie orphan starve deadlock exploit malicious "
                 "hostile toxic stuck dump leak unsafe danger dangerous warning wrong bad "
                 "problem problems missing poor weak slow hard lost lack limited unable "
                 "difficult ignore ignored hell avoid cold miss missed trouble"},
    FeelingGroup{1,
                 "like well clean clear support supports safe fair sure yes fresh solid smooth "
                 "works easy quick useful better best win fine ok okay welcome hope kind sharp "
                 "pretty favorite recommend interesting perfect happy good great bright cool"},
};

inline constexpr std::string_view negations =
    "not no never none nobody nothing neither nor cannot can't cant won't wont don't dont doesn't "
    "doesnt didn't didnt isn't isnt wasn't wasnt aren't weren't couldn't wouldn't shouldn't hasn't "
    "haven't hadn't ain't without hardly barely";

inline constexpr std::array intensityGroups{
    FeelingGroup{1.35,
                 "very really so extremely absolutely totally completely incredibly super "
                 "highly too truly utterly insanely freaking such most especially"},
    FeelingGroup{0.65, "slightly somewhat kinda kind a-bit fairly almost little partly marginally"},
};

/// One of these, and words that may be terms are terms.
inline constexpr std::string_view technicalWords =
    "process processes server servers code function thread threads file files script python java "
    "javascript rust docker container containers git branch commit merge api database db query "
    "sql table exception exceptions stack trace log logs port ports socket kernel module package "
    "compile compiler compiling build linux unix windows bash shell terminal command signal pid "
    "cpu memory heap pointer segfault null variable class method array string loop test tests "
    "pipeline deploy deployment kubernetes pod pods node nodes cluster service request requests "
    "response http https endpoint status certificate tls ssh disk partition driver program parser "
    "parse json xml yaml regex syntax runtime library dependency dependencies npm pip cargo cmake "
    "gcc makefile header config configuration cache buffer queue worker workers job jobs cron "
    "daemon systemd transaction transactions lock mutex async await timeout connection network "
    "packet packets firewall dns router proxy backup restore repository repo patch debug debugger "
    "debugging software algorithm implement implementation app application input output error "
    "errors "
    "warning data dataset model training gradient tensor gpu ci unit assertion css html react "
    "component browser frontend backend framework vm virtual host hosts hostname instance schema "
    "index migration tree list hash key keys value values type types struct child parent "
    "descriptor interrupt handler callback event events sort binary bit byte bytes stdout stderr "
    "zombie deadlock malloc segmentation core exit return token tokens session user users";

/// Cues that somebody did not get what was asked for; they hold no feeling.
inline constexpr std::array dissatisfactionCues{
    Cue{"not what i", 0, 0.75},
    Cue{"isn't what i", 0, 0.75},
    Cue{"wasn't what i", 0, 0.7},
    Cue{"that's not", 0, 0.45},
    Cue{"thats not", 0, 0.45},
    Cue{"that is not", 0, 0.4},
    Cue{"this is not", 0, 0.3},
    Cue{"still not", 0, 0.6},
    Cue{"still doesn't", 0, 0.65},
    Cue{"still does not", 0, 0.65},
    Cue{"still the same", 0, 0.65},
    Cue{"still wrong", 0, 0.8},
    Cue{"still", 0, 0.25},
    Cue{"again", 0, 0.25},
    Cue{"once again", 0, 0.35},
    Cue{"try again", 0, 0.5},
    Cue{"doesn't work", 0, 0.5},
    Cue{"does not work", 0, 0.5},
    Cue{"doesnt work", 0, 0.5},
    Cue{"didn't work", 0, 0.5},
    Cue{"did not work", 0, 0.5},
    Cue{"not working", 0, 0.5},
    Cue{"that's wrong", 0, 0.75},
    Cue{"this is wrong", 0, 0.7},
    Cue{"you are wrong", 0, 0.75},
    Cue{"you're wrong", 0, 0.75},
    Cue{"wrong", 0, 0.3},
    Cue{"incorrect", 0, 0.5},
    Cue{"i said", 0, 0.5},
    Cue{"i told you", 0, 0.75},
    Cue{"i asked", 0, 0.45},
    Cue{"i already", 0, 0.45},
    Cue{"as i said", 0, 0.6},
    Cue{"you didn't", 0, 0.5},
    Cue{"you did not", 0, 0.5},
    Cue{"you forgot", 0, 0.5},
    Cue{"you missed", 0, 0.45},
    Cue{"you ignored", 0, 0.6},
    Cue{"you keep", 0, 0.6},
    Cue{"you broke", 0, 0.6},
    Cue{"why did you", 0, 0.4},
    Cue{"why are you", 0, 0.3},
    Cue{"didn't ask", 0, 0.6},
    Cue{"did not ask", 0, 0.6},
    Cue{"never asked", 0, 0.6},
    Cue{"read it again", 0, 0.5},
    Cue{"are you kidding", 0, 0.8},
    Cue{"come on", 0, 0.35},
    Cue{"seriously", 0, 0.3},
    Cue{"useless", 0, 0.6},
    Cue{"nonsense", 0, 0.6},
    Cue{"wtf", 0, 0.75},
    Cue{"ffs", 0, 0.75},
    Cue{"ugh", 0, 0.45},
    Cue{"frustrating", 0, 0.7},
    Cue{"frustrated", 0, 0.6},
    Cue{"annoying", 0, 0.6},
    Cue{"annoyed", 0, 0.6},
    Cue{"waste of time", 0, 0.75},
    Cue{"same error", 0, 0.5},
    Cue{"same problem", 0, 0.5},
    Cue{"same mistake", 0, 0.65},
    Cue{"not helpful", 0, 0.65},
    Cue{"makes no sense", 0, 0.6},
    Cue{"you don't understand", 0, 0.65},
    Cue{"misunderstood", 0, 0.5},
    Cue{"give up", 0, 0.45},
    Cue{"undo that", 0, 0.35},
    Cue{"revert that", 0, 0.3},
    Cue{"no thats", 0, 0.4},
    Cue{"i meant", 0, 0.4},
    Cue{"anything else", 0, 0.15},
    Cue{"nope", 0, 0.4},
    Cue{"looking for something else", 0, 0.4},
    Cue{"not interested", 0, 0.3},
    Cue{"don't like", 0, 0.35},
    Cue{"didn't like", 0, 0.35},
    Cue{"fed up", 0, 0.75},
};

} // namespace signalbox::routing
