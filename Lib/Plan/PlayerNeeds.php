<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Connections;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreMemory;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreNotices;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanDesk;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Teller;

/**
 * Everything that the player works with. Filled by whoever knows the PBX (Lib/Core) or pretends to (tests).
 */
final class PlayerNeeds
{
    public PlanRecords $records;
    public Calendar $calendar;
    public PlanDesk $desk;
    public Wiping $wiping;
    public Source $source;
    public Story $story;
    public ConfigReader $reader;
    public Hands $hands;
    public CoreNotices $notices;
    public Surroundings $surroundings;
    public Acceptance $acceptance;
    public Enforcement $enforcement;
    public InForce $inForce;
    public Connections $connections;
    public CoreMemory $memory;
    public Peers $peers;
    public Clock $clock;
    public Pace $pace;
    public Teller $teller;
    public Log $log;
}
