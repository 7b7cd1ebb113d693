<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

/**
 * The closed list of what a plan can do. To add a kind: its file, and its name here.
 */
final class StepKinds
{
    /** @var list<class-string<ReadableStep>> */
    private const ALL = [
        PatchRule::class,
        CreateRule::class,
        SwitchFirewall::class,
        PatchFail2ban::class,
        SwitchFail2ban::class,
        SetMode::class,
        Unban::class,
        RenewAccountSecret::class,
        RenewAmiSecret::class,
        RenewAriSecret::class,
        SetSuffix::class,
        SetPassword::class,
        LimitAmi::class,
        SetOrigins::class,
        LimitKey::class,
        NarrowRoute::class,
        AddRoute::class,
        KeysOnly::class,
        RemoveSshKeys::class,
        WatchEdits::class,
        Isolate::class,
        StopCalls::class,
        BrakeCalls::class,
        EndCalls::class,
        EndSessions::class,
        EndPasskeys::class,
    ];

    /**
     * @return array<string, class-string<ReadableStep>>
     */
    public static function byName(): array
    {
        $kinds = [];
        foreach (self::ALL as $class) {
            $kinds[$class::kind()] = $class;
        }
        return $kinds;
    }
}
