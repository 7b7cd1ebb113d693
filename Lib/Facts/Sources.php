<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\BouncerPolls;
use Modules\ModuleSecurityChecklist\Lib\Ports\Bytes;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\FeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleCode;
use Modules\ModuleSecurityChecklist\Lib\Ports\PartCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchMemory;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;

/**
 * Everything that the facts are read from. Filled by whoever knows the PBX (Lib/Core) or pretends to (tests).
 */
final class Sources
{
    public Rows $rows;
    public CoreTraits $core;
    public Files $files;
    public Bytes $bytes;
    public Clock $clock;
    public Interfaces $interfaces;
    public RootReadings $root;
    public UserReadings $users;
    public Peers $peers;
    public BouncerPolls $bouncers;
    public UpdateCheck $updates;
    public PatchMemory $patches;
    public ModuleCode $modules;
    public LoginKnowledge $logins;
    /** The module's own database. */
    public Storage $storage;
    public Fingerprints $fingerprints;
    public Confirmations $confirmations;
    public Features $features;
    public PartCache $cache;
    /** What was made of accounts, a group of them at a time. */
    public FeatureCache $groups;
    /** Core's database file. */
    public string $databasePath = '/cf/conf/mikopbx.db';
    /** Version of this module: it brings the dictionary and the code that the cached parts were made with. */
    public string $build = '';
}
