<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Patch\Offer;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Surroundings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Envelope;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\Guesses;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleSwitch;
use Modules\ModuleSecurityChecklist\Lib\Ports\NewPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PasswordProof;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\Isolations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Returns;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Ports\Words;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Owners;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Sheet;
use Modules\ModuleSecurityChecklist\Lib\Traces\TracesDesk;

/**
 * Everything that the API works with. Filled by whoever knows the PBX (Lib/Core) or pretends to (tests).
 */
final class Needs
{
    public ModuleSwitch $module;
    public Words $words;
    public Log $log;
    public Clock $clock;
    /** One object for the API and whatever is called inside its `atOnce`. */
    public Storage $storage;
    public Fingerprints $fingerprints;
    public PasswordProof $proof;
    public NewPasswords $passwords;
    public Envelope $envelope;
    public Guesses $guesses;
    public CallsDesk $calls;
    public TracesDesk $traces;
    public PlanCounter $plans;
    public PatchCounter $patches;
    public EvidenceCounter $evidence;
    public Offer $offer;
    public Pace $pace;
    public Surroundings $surroundings;
    public ConfigReader $config;
    public RootReadings $root;
    public Rotations $rotations;
    public Returns $returns;
    public Isolations $isolations;
    public Owners $owners;
    public Sheet $sheet;
    /** @var Closure(): FactsReader a new one for every reading */
    public Closure $reader;
}
