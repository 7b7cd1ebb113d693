<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\RestAPI\Facts;

use MikoPBX\PBXCoreREST\Attributes\ApiOperation;
use MikoPBX\PBXCoreREST\Attributes\ApiResource;
use MikoPBX\PBXCoreREST\Attributes\ApiResponse;
use MikoPBX\PBXCoreREST\Attributes\HttpMapping;
use MikoPBX\PBXCoreREST\Attributes\ResourceSecurity;
use MikoPBX\PBXCoreREST\Attributes\SecurityType;
use MikoPBX\PBXCoreREST\Controllers\BaseRestController;

/**
 * Facts of this PBX, all or the asked `parts` (docs/schemas.md).
 */
#[ApiResource(
    path: '/pbxcore/api/v3/module-security-checklist/facts',
    tags: ['Module Security Checklist'],
    description: 'Facts for the security checklist',
    processor: Processor::class
)]
#[ResourceSecurity('module_security_checklist', requirements: [SecurityType::LOCALHOST, SecurityType::BEARER_TOKEN])]
#[HttpMapping(
    mapping: ['GET' => ['getList']],
    resourceLevelMethods: [],
    collectionLevelMethods: ['getList'],
    customMethods: [],
    idPattern: ''
)]
class Controller extends BaseRestController
{
    protected string $processorClass = Processor::class;

    #[ApiOperation(summary: 'Facts for the security checklist', description: 'Everything that the checklist is judged from, without secrets. `parts`: names, separated by commas.', operationId: 'getSecurityChecklistFacts')]
    #[ApiResponse(200, 'rest_response_200_list')]
    #[ApiResponse(401, 'rest_response_401_unauthorized', 'PBXApiResult')]
    #[ApiResponse(403, 'rest_response_403_forbidden', 'PBXApiResult')]
    public function getList(): void
    {
    }
}
